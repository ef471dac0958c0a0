export type { Cell, DeviceFigure, Figures, Group, TownshipHomeVisits } from './figures.ts';
export { figuresText } from './figures-text.ts';
export { type HomeVisits, homeVisitPercent, homeVisitsOf } from './home-visits.ts';
export { type FiguresInput, reckonFigures, SILENT_AFTER_DAYS } from './reckon.ts';
export { asked, percent, type Tally } from './tally.ts';
export { places, type TextTable, tableText } from './text-table.ts';
