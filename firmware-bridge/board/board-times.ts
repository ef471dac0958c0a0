/** Time limits of docs/board-protocol.md, in milliseconds; both sides keep to them. */
export const BOARD_TIMES = {
  /** Each side says something at least this often. */
  heartbeat: 500,
  /** The host gives a board up that has said nothing for so long. */
  boardSilent: 2000,
  /** The board gives a host up that has said nothing for so long: its lights go to safe. */
  hostSilent: 5000,
  /** A command without an answer is sent again after this; an event likewise. */
  resend: 150,
  /** A key that was pressed longer ago is dropped on both sides: the screen may show another question by now. */
  keyOld: 2000,
  /** Shortest time within which a watchdog can want a kick. */
  watchdogMin: 1000,
  watchdogMax: 600_000,
  /** How long the watchdog keeps the kiosk without power. */
  powerCut: 10_000,
  /** The time in which the watchdog cuts the power at most `MAX_CUTS` times. */
  cutWindow: 3_600_000,
} as const;

/** How often a command is sent before it counts as not taken. */
export const COMMAND_TRIES = 6;
/** Power cuts by the watchdog in one window. */
export const MAX_CUTS = 3;
/** Events that a board keeps until the host has taken them. */
export const EVENT_SLOTS = 16;
