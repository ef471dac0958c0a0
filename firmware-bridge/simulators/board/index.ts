export * from './board-control.ts';
export { BoardMachine, type BoardMachineState } from './board-machine.ts';
export * from './start-board.ts';
