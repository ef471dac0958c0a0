export { type Board, type BoardCounts, type BoardOptions, openBoard } from './board.ts';
export { BoardFrameDecoder, encodeBoardFrame } from './board-frame.ts';
export {
  type BoardMessage,
  boardFrame,
  type CommandOutcome,
  type Happened,
  type HostMessage,
  PROTOCOL,
  readHostFrame,
} from './board-messages.ts';
export { BOARD_TIMES, EVENT_SLOTS, MAX_CUTS } from './board-times.ts';
export { boardWithout } from './host-session.ts';
