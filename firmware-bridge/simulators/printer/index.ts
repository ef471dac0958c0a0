export { drawPaper } from './draw-paper.ts';
