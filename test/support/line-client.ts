import { request } from 'node:http';
import { connect as connectTcp, type Socket } from 'node:net';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';

/** What somebody gets who connects and asks for the checkpoint: every byte until the other end closes. */
export function bytesGot(port: number, options: ConnectionOptions, limitMs = 8000): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, ...options });
    const tooLate = setTimeout(() => reject(new Error('the connection stayed open')), limitMs);
    let got = '';
    socket.on('data', (piece: Buffer) => {
      got += piece.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.once('secureConnect', () =>
      socket.write('GET /checkpoint HTTP/1.1\r\nhost: kiosk\r\nconnection: close\r\n\r\n'),
    );
    socket.once('close', () => {
      clearTimeout(tooLate);
      resolve(got);
    });
  });
}

/** A TLS connection that is open after the other end had time to refuse it. */
export function openLine(port: number, options: ConnectionOptions): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, ...options });
    socket.once('error', reject);
    socket.once('secureConnect', () => resolve(socket));
  });
}

/** A TCP connection that says nothing of itself. */
export function openTcp(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connectTcp(port, '127.0.0.1', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** Milliseconds until a connection is closed by the other end. */
export function closedAfter(socket: Socket, limitMs: number): Promise<number> {
  const since = performance.now();
  return new Promise((resolve, reject) => {
    const tooLate = setTimeout(() => reject(new Error(`still open after ${limitMs} ms`)), limitMs);
    socket.on('error', () => undefined).resume();
    socket.once('close', () => {
      clearTimeout(tooLate);
      resolve(performance.now() - since);
    });
  });
}

export interface Asked {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** One HTTP request over a TLS connection of its own; the path is sent as it stands. */
export function askOnce(
  port: number,
  options: ConnectionOptions,
  question: { method?: string; path: string; headers?: Record<string, string>; body?: Uint8Array },
): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const asked = request({
      method: question.method ?? 'GET',
      path: question.path,
      headers: { host: 'kiosk', connection: 'close', ...question.headers },
      createConnection: () => connect({ host: '127.0.0.1', port, rejectUnauthorized: false, ...options }),
    });
    asked.once('error', reject);
    asked.once('response', (answer) => {
      let body = '';
      answer.setEncoding('latin1');
      answer.on('data', (piece: string) => {
        body += piece;
      });
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
      answer.once('error', reject);
    });
    asked.end(question.body);
  });
}
