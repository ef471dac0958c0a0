import { type Agent, type IncomingMessage, request } from 'node:http';
import { LineFault } from './line-fault.ts';

/** Bounds of one request to a kiosk, in milliseconds. */
export interface AskLimits {
  /** From the question to the last byte of the answer. */
  readonly answerMs: number;
}

export interface LineAnswer {
  readonly status: number;
  readonly body: Buffer;
  /** Seconds after which the kiosk wants to be asked again (RFC 9110, 10.2.3); 0 = it did not say. */
  readonly retryAfter: number;
}

export interface LineQuestion {
  readonly method: 'GET' | 'PUT';
  readonly path: string;
  /** Longest answer that is taken, in bytes: an endless one ends here. */
  readonly mostBytes: number;
  readonly type?: string;
  readonly body?: Uint8Array;
}

/**
 * Asks a kiosk one thing. Rejects with a LineFault or Node's own error. A question that reached a connection which the
 * kiosk was just closing is asked once more on a new one: every question may be asked twice.
 */
export async function ask(agent: Agent, question: LineQuestion, limits: AskLimits): Promise<LineAnswer> {
  try {
    return await askOnce(agent, question, limits);
  } catch (error) {
    if (!(error instanceof ClosedBefore)) throw error;
    return askOnce(agent, question, limits);
  }
}

/** The connection was used before, and closed before the first byte of this answer. */
class ClosedBefore extends Error {}

function askOnce(agent: Agent, question: LineQuestion, { answerMs }: AskLimits): Promise<LineAnswer> {
  const { method, path, type, body } = question;
  const headers = body === undefined ? {} : { 'content-type': type, 'content-length': body.length };
  return new Promise((resolve, reject) => {
    // The host is for HTTP only: the certificate says who is there.
    const asked = request({ agent, host: 'kiosk', method, path, headers: { host: 'kiosk', ...headers } });
    const tooLate = setTimeout(
      () => asked.destroy(new LineFault('E-COUNTY-022', `${path}: no whole answer in ${answerMs} ms`)),
      answerMs,
    );
    asked.once('close', () => clearTimeout(tooLate));
    asked.once('error', (error) => {
      const wasClosed = 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
      reject(wasClosed && asked.reusedSocket ? new ClosedBefore(error.message) : error);
    });
    asked.once('response', (answer) => {
      readBody(answer, question, asked.destroy.bind(asked)).then(
        (bytes) =>
          resolve({
            status: answer.statusCode ?? 0,
            body: bytes,
            retryAfter: Number(answer.headers['retry-after'] ?? 0) || 0,
          }),
        reject,
      );
    });
    asked.end(body);
  });
}

function readBody(
  answer: IncomingMessage,
  { path, mostBytes }: LineQuestion,
  stop: (error: Error) => void,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let length = 0;
    answer.on('data', (piece: Buffer) => {
      length += piece.length;
      if (length <= mostBytes) {
        pieces.push(piece);
        return;
      }
      const fault = new LineFault('E-COUNTY-023', `${path}: more than ${mostBytes} bytes`);
      reject(fault);
      stop(fault);
    });
    answer.once('end', () => resolve(Buffer.concat(pieces)));
    answer.once('error', (error) => reject(error));
    answer.once('close', () => reject(new LineFault('E-COUNTY-022', `${path}: the answer was cut off`)));
  });
}
