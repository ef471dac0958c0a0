import { commandName } from './sam-faults.ts';

const PAGED = 0xb0;
const FRAME = 0x00;
/** The last page of profile A starts here. */
const LAST_PAGE_OFFSET = 1280;
/** CMD PARA of a frame behind `FF 00 00 00 Lc` and the frame's own 7-byte head. */
const COMMAND_AT = 5 + 7;

/** Measures what a read costs on the simulator's side: from its first command to its last answer. */
export class ReadClock {
  #started: number | undefined;
  #last = false;
  /** Milliseconds of the last whole read, null before the first. */
  lastReadMs: number | null = null;
  reads = 0;

  /** Takes note of a command APDU that came in. */
  command(apdu: Uint8Array): void {
    const offset = ((apdu[2] ?? 0) << 8) | (apdu[3] ?? 0);
    const name =
      apdu[1] === FRAME ? commandName(apdu[COMMAND_AT] ?? 0, apdu[COMMAND_AT + 1] ?? 0) : undefined;
    const first = (apdu[1] === PAGED && offset === 0) || name === 'find';
    this.#last = (apdu[1] === PAGED && offset === LAST_PAGE_OFFSET) || name === 'read';
    if (first) this.#started = performance.now();
  }

  /** Takes note that the command's answer, of `bytes` bytes, goes out. */
  answer(bytes: number): void {
    if (!this.#last || this.#started === undefined || bytes <= 2) return;
    this.lastReadMs = performance.now() - this.#started;
    this.reads++;
    this.#started = undefined;
  }
}
