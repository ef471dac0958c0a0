import { closeSync, fsyncSync, openSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../domain/index.ts';
import { ApduBlanking } from './apdu-blanking.ts';
import { FrameBlanking } from './frame-blanking.ts';
import { PrinterBlanking } from './printer-blanking.ts';
import { type Blanking, blankedHex, type Direction } from './shown-bytes.ts';

/** Where traffic is recorded. */
export type RecordedPort = 'reader-line' | 'reader-transmit' | 'reader-control' | 'printer' | 'board';

/** One recording is never longer. */
const MOST_BYTES = 16 * 1024 * 1024;
/** A bridge that is started again records to another file; so many lie in one folder. */
const MOST_FILES = 20;
const ENDING = '.ports.jsonl';

/** Whole frames with a right check sum, which hold nothing of a person: all of them is shown. Noise is not handed here. */
const BOARD_FRAMES: Blanking = { shown: (_direction, bytes) => new Uint8Array(bytes.length).fill(1) };

/** A recording of port traffic without anything personal, for a support case: a line of JSON for each piece. */
export class Recorder {
  readonly path: string;
  readonly #file: number;
  readonly #since = performance.now();
  readonly #blankings: Readonly<Record<RecordedPort, Blanking>> = {
    'reader-line': new FrameBlanking(),
    'reader-transmit': new ApduBlanking(true),
    'reader-control': new ApduBlanking(false),
    printer: new PrinterBlanking(),
    board: BOARD_FRAMES,
  };
  #left = MOST_BYTES;
  #open = true;

  private constructor(path: string, file: number) {
    this.path = path;
    this.#file = file;
  }

  /**
   * Begins a recording in a new file of `folder`, which must be there. E-BRIDGE-006 when it is not, cannot be written
   * to, or is full of recordings; a file that exists is never touched.
   */
  static open(folder: string): Result<Recorder> {
    try {
      const recordings = readdirSync(folder).filter((name) => name.endsWith(ENDING)).length;
      if (recordings >= MOST_FILES)
        return fail('E-BRIDGE-006', `${folder}: ${recordings} recordings are there`);
      const name = `${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${process.pid}${ENDING}`;
      const path = join(folder, name);
      const recorder = new Recorder(path, openSync(path, 'wx', 0o600));
      recorder.#line({ format: 'youfu-ports/1', at: new Date().toISOString() });
      return ok(recorder);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      return fail('E-BRIDGE-006', `${folder}: ${code}`);
    }
  }

  /** Records a piece of traffic; never throws: what goes wrong with the file ends the recording. */
  note(port: RecordedPort, direction: Direction, bytes: Uint8Array): void {
    if (!this.#open) return;
    const shown = this.#blankings[port].shown(direction, bytes);
    const tMs = Number((performance.now() - this.#since).toFixed(1));
    this.#line({ port, direction, tMs, bytes: blankedHex(bytes, shown) });
  }

  /** Ends the recording; it is on the disk then. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    try {
      fsyncSync(this.#file);
      closeSync(this.#file);
    } catch {
      // The disk is full or gone: what could be written is there.
    }
  }

  #line(value: object): void {
    const line = `${JSON.stringify(value)}\n`;
    this.#left -= line.length;
    try {
      if (this.#left >= 0) writeSync(this.#file, line);
      else this.close();
    } catch {
      this.close();
    }
  }
}
