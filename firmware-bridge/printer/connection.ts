import { recordTraffic } from '../record/index.ts';
import type { Answer, AnswerSource } from './answers.ts';

/** Answers that nobody has asked for yet; a printer that talks more than this is talking rubbish. */
const MAX_WAITING = 256;

/** An open line to a printer, in bytes: TCP, USB or serial. */
export interface Line {
  /** Hands bytes to the line in order; `done` is called once, with false when they did not all go. */
  write(bytes: Uint8Array, done: (sent: boolean) => void): void;
  onBytes(listener: (bytes: Uint8Array) => void): void;
  /** Called once when the other side is gone, or the line was closed here. */
  onClosed(listener: () => void): void;
  /** Throws away what has not gone yet, so that it never prints, and closes. */
  discard(): Promise<void>;
  /** Closes; settles when another may open the line. */
  close(): Promise<void>;
}

/** A printer on an open line, in answers. */
export interface Connection {
  /** Hands bytes to the line; false when it is gone or they did not go within `ms`. */
  send(bytes: Uint8Array, ms: number): Promise<boolean>;
  /** The next answer, `silence` after `ms` milliseconds, `closed` when the other side is gone. */
  next(ms: number): Promise<Answer | 'silence' | 'closed'>;
  /** Forgets what has been said so far. */
  drain(): void;
  /** Ends the connection and throws away what has not gone yet: it must not print later. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Speaks over a line with a printer whose answers `source` understands. The same for every line. */
export function speakOver(line: Line, source: AnswerSource): Connection {
  let waiting: Answer[] = [];
  let closed = false;
  let wake: () => void = () => {};
  const refusals = new Set<() => void>();
  line.onClosed(() => {
    closed = true;
    for (const refuse of [...refusals]) refuse();
    wake();
  });
  line.onBytes((bytes) => {
    recordTraffic('printer', 'in', bytes);
    waiting.push(...source.push(bytes).slice(0, MAX_WAITING - waiting.length));
    wake();
  });
  return {
    send: (bytes, ms) =>
      new Promise((resolve) => {
        if (closed) return resolve(false);
        const settle = (sent: boolean): void => {
          clearTimeout(timer);
          refusals.delete(refuse);
          resolve(sent);
        };
        const refuse = (): void => settle(false);
        const timer = setTimeout(refuse, ms);
        refusals.add(refuse);
        recordTraffic('printer', 'out', bytes);
        line.write(bytes, settle);
      }),
    next: (ms) =>
      new Promise((resolve) => {
        const settle = (): boolean => {
          const answer = waiting.shift() ?? (closed ? 'closed' : undefined);
          if (answer === undefined) return false;
          clearTimeout(timer);
          wake = () => {};
          resolve(answer);
          return true;
        };
        const timer = setTimeout(() => {
          wake = () => {};
          resolve('silence');
        }, ms);
        if (!settle()) wake = settle;
      }),
    drain: () => {
      waiting = [];
    },
    reset: () => line.discard(),
    close: () => line.close(),
  };
}
