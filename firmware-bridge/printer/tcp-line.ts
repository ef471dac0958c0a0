import { connect, type Socket } from 'node:net';
import { fail, ok, type Result } from '../../domain/index.ts';
import type { Line } from './connection.ts';

/** Connects to a printer's port (usually 9100) within `ms` milliseconds or fails with E-PRINT-005. */
export function openTcpLine(host: string, port: number, ms: number): Promise<Result<Line>> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true });
    const timer = setTimeout(() => giveUp('no connection in time'), ms);
    const giveUp = (detail: string): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(fail('E-PRINT-005', `${host}:${port} ${detail}`));
    };
    socket.once('error', (error: NodeJS.ErrnoException) => giveUp(error.code ?? 'no connection'));
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      resolve(ok(overSocket(socket)));
    });
  });
}

function overSocket(socket: Socket): Line {
  socket.on('error', () => socket.destroy());
  // A half-closed printer still cannot say "printed": treat its end as the end.
  socket.on('end', () => socket.destroy());
  return {
    write: (bytes, done) => {
      socket.write(bytes, (error) => done(error === undefined || error === null));
    },
    onBytes: (listener) => {
      socket.on('data', listener);
    },
    onClosed: (listener) => {
      if (socket.closed) listener();
      else socket.once('close', listener);
    },
    discard: async () => {
      socket.resetAndDestroy();
    },
    close: async () => {
      socket.destroy();
    },
  };
}
