import { request } from 'node:http';
import { z } from 'zod';
import { INBOX_KINDS, InboxAnswer, type InboxKind } from '../../domain/county/index.ts';
import { ErrorCodeText, fail, isErrorCode, ok, type Result } from '../../domain/index.ts';
import { localDoorPath } from './local-door.ts';

/** A roster of a whole county is opened and sealed in less than this, in milliseconds. */
const ANSWER_MS = 120_000;
const MOST_ANSWER_BYTES = 4096;
const Refusal = z.object({ code: ErrorCodeText });

/**
 * Hands a signed file to the kiosk that runs on this data folder, by the same request as the county's. Errors:
 * E-LINE-028 (no kiosk runs, or it answers nothing that is understood), and the codes of `Inbox.take`.
 */
export async function handOver(
  dataFolder: string,
  kind: InboxKind,
  bytes: Uint8Array,
): Promise<Result<InboxAnswer>> {
  try {
    const { status, text } = await put(localDoorPath(dataFolder), kind, bytes);
    if (status === 200) return ok(InboxAnswer.parse(JSON.parse(text)));
    if (status === 503) return fail('E-LINE-026');
    if (status === 413) return fail('E-LINE-025');
    const { code } = Refusal.parse(JSON.parse(text));
    return isErrorCode(code) ? fail(code) : fail('E-LINE-028', code);
  } catch {
    return fail('E-LINE-028', dataFolder);
  }
}

function put(
  socketPath: string,
  kind: InboxKind,
  bytes: Uint8Array,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        socketPath,
        method: 'PUT',
        path: '/inbox',
        headers: { 'content-type': INBOX_KINDS[kind].type, 'content-length': bytes.length },
        signal: AbortSignal.timeout(ANSWER_MS),
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (piece: string) => {
          text += piece;
          if (text.length > MOST_ANSWER_BYTES) answer.destroy(new Error('too long an answer'));
        });
        answer.once('error', reject);
        answer.once('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      },
    );
    asked.once('error', reject);
    asked.end(bytes);
  });
}
