import { connect, type Socket } from 'node:net';
import { fail, ok, type Result } from '../../domain/index.ts';
import { type Answer, AnswerReader } from './answers.ts';

/** Answers that nobody has asked for yet; a printer that talks more than this is talking rubbish. */
const MAX_WAITING = 256;

/** One TCP connection to a printer's port 9100. */
export interface Connection {
  /** Hands bytes to the network; false when the connection is gone or they did not go within `ms`. */
  send(bytes: Uint8Array, ms: number): Promise<boolean>;
  /** The next answer, `silence` after `ms` milliseconds, `closed` when the other side is gone. */
  next(ms: number): Promise<Answer | 'silence' | 'closed'>;
  /** Forgets what has been said so far. */
  drain(): void;
  /** Ends the connection and throws away what has not gone yet: it must not print later. */
  reset(): void;
  close(): void;
}

/** Connects within `ms` milliseconds or fails with E-PRINT-005. */
export function connectPrinter(host: string, port: number, ms: number): Promise<Result<Connection>> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true });
    const timer = setTimeout(() => giveUp('no connection in time'), ms);
    const giveUp = (detail: string): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(fail('E-PRINT-005', detail));
    };
    socket.once('error', (error: NodeJS.ErrnoException) => giveUp(error.code ?? 'no connection'));
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      resolve(ok(overSocket(socket)));
    });
  });
}

function overSocket(socket: Socket): Connection {
  const reader = new AnswerReader();
  let waiting: Answer[] = [];
  let closed = false;
  let wake: () => void = () => {};
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    closed = true;
    wake();
  });
  // A half-closed printer still cannot say "printed": treat its end as the end.
  socket.on('end', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    waiting.push(...reader.push(chunk).slice(0, MAX_WAITING - waiting.length));
    wake();
  });
  return {
    send: (bytes, ms) =>
      new Promise((resolve) => {
        if (closed) return resolve(false);
        const settle = (sent: boolean): void => {
          clearTimeout(timer);
          socket.off('close', gone);
          resolve(sent);
        };
        const gone = (): void => settle(false);
        const timer = setTimeout(gone, ms);
        socket.once('close', gone);
        socket.write(bytes, (error) => settle(error === undefined || error === null));
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
    reset: () => {
      socket.resetAndDestroy();
    },
    close: () => {
      socket.destroy();
    },
  };
}
