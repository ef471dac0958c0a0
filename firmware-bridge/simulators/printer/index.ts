export { PrinterCommand, PrinterFault, SimulatedState } from './control-commands.ts';
export { drawPaper } from './draw-paper.ts';
export { startSimulatedPrinter } from './start-printer.ts';
