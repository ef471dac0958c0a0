import { lstatSync, unlinkSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createConnection, createServer, type Socket } from 'node:net';
import { dirname } from 'node:path';

/** Longest line either way: a card's photo as base64 fits, a runaway sender does not. */
export const MAX_CONTROL_LINE = 4 * 1024 * 1024;
const NEWLINE = 10;
const DEFAULT_TIMEOUT_MS = 10_000;

/** Gathers bytes up to the first newline; `onLine` gets the line without it, `onTooLong` is called once. */
function readOneLine(socket: Socket, onLine: (line: string) => void, onTooLong: () => void): void {
  const parts: Buffer[] = [];
  let size = 0;
  const onData = (chunk: Buffer): void => {
    const end = chunk.indexOf(NEWLINE);
    const part = end < 0 ? chunk : chunk.subarray(0, end);
    size += part.length;
    parts.push(part);
    if (size > MAX_CONTROL_LINE) {
      socket.off('data', onData);
      onTooLong();
    } else if (end >= 0) {
      socket.off('data', onData);
      socket.resume();
      onLine(Buffer.concat(parts).toString('utf8'));
    }
  };
  socket.on('data', onData);
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // The parser's own message quotes the text, which may be a person's card: never pass it on.
    throw new Error('not a line of JSON');
  }
}

/**
 * Serves a simulator's control socket: one JSON line in, one JSON line out, then the connection ends.
 * An error of `handler` is answered as `{error: string}`. A stale socket file is removed.
 */
export async function serveControl(
  socketPath: string,
  handler: (command: unknown) => Promise<unknown>,
): Promise<{ close(): Promise<void> }> {
  await mkdir(dirname(socketPath), { recursive: true });
  if (lstatSync(socketPath, { throwIfNoEntry: false })?.isSocket()) unlinkSync(socketPath);
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    const answer = (value: unknown): void => void socket.end(`${JSON.stringify(value ?? null)}\n`);
    readOneLine(
      socket,
      (line) => {
        Promise.resolve()
          .then(() => handler(parseLine(line)))
          .then(answer, (error: unknown) =>
            answer({ error: error instanceof Error ? error.message : 'unknown error' }),
          );
      },
      () => {
        answer({ error: 'line too long' });
        socket.resume();
        socket.once('finish', () => socket.destroy());
      },
    );
  });
  server.maxConnections = 16;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, resolve);
  });
  return {
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

/**
 * Sends one command to a simulator and gives its answer, `{error: string}` where the command was refused.
 * Rejects when nobody listens, or when no line of JSON comes within `timeoutMs` (milliseconds).
 */
export function sendControl(
  socketPath: string,
  command: unknown,
  timeoutMs: number = DEFAULT_TIMEOUT_MS,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(socketPath);
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      socket.destroy();
      settle();
    };
    const giveUp = (message: string): void => finish(() => reject(new Error(message)));
    const timer = setTimeout(() => giveUp('no answer from the simulator in time'), timeoutMs);
    socket.on('error', (error) => finish(() => reject(error)));
    socket.on('close', () => giveUp('the simulator closed the connection without an answer'));
    readOneLine(
      socket,
      (line) => {
        finish(() => {
          try {
            resolve(parseLine(line));
          } catch (error) {
            reject(error);
          }
        });
      },
      () => giveUp('line too long'),
    );
    socket.on('connect', () => socket.write(`${JSON.stringify(command)}\n`));
  });
}
