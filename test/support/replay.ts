import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { fail, ok, type Result } from '../../domain/index.ts';
import {
  asReply,
  type FrameTransport,
  joinBlob,
  SamFrameDecoder,
  type SamReply,
} from '../../firmware-bridge/card/index.ts';
import { mendFrames } from '../fuzz/targets/replies.ts';
import { TEXT_VECTORS } from './text-vectors.ts';

const Piece = z.object({
  port: z.enum(['reader-line', 'reader-transmit', 'reader-control', 'printer', 'board']),
  direction: z.enum(['out', 'in']),
  tMs: z.number(),
  bytes: z.string().regex(/^([0-9a-f]{2}|\[\d+\])*$/),
});
export type RecordedPiece = z.infer<typeof Piece>;

const Head = z.object({ format: z.literal('youfu-ports/1'), at: z.iso.datetime() });

/** The pieces of a recording, in order. Throws when a line is not of its form. */
export function readRecording(path: string): RecordedPiece[] {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  Head.parse(JSON.parse(head));
  return lines.map((line) => Piece.parse(JSON.parse(line)));
}

/** Data and check sum of a read: what was blanked there becomes a made-up card. */
const READ_BLANK = 1285;

function filled(count: number): Uint8Array {
  const [card] = TEXT_VECTORS;
  if (count !== READ_BLANK) return new Uint8Array(count);
  const text = new Uint8Array(Buffer.from(card.hex, 'hex'));
  return Uint8Array.of(...joinBlob({ text, photo: new Uint8Array(1024) }), 0);
}

/** The bytes of a piece, something made up in place of what was blanked. */
export function bytesOf({ bytes }: RecordedPiece): Uint8Array {
  const parts = bytes.match(/\[\d+\]|[0-9a-f]+/g) ?? [];
  return new Uint8Array(
    Buffer.concat(
      parts.map((part) =>
        part.startsWith('[') ? filled(Number(part.slice(1, -1))) : Buffer.from(part, 'hex'),
      ),
    ),
  );
}

/**
 * A module that answers as the recorded one did on its line. A command that was not recorded next throws: client and
 * recording went apart. Check sums are made right again; those that were wrong when they were recorded are not told.
 */
export function replayLine(recording: readonly RecordedPiece[]): FrameTransport {
  const left = recording.filter(({ port }) => port === 'reader-line');
  return {
    async exchange(frame): Promise<Result<SamReply>> {
      while (left[0]?.direction === 'in') left.shift();
      const asked = left.shift();
      if (asked === undefined) return fail('E-CARD-010', 'the recording ends here');
      if (!Buffer.from(bytesOf(asked)).equals(frame)) throw new Error(`not recorded: ${asked.bytes} was`);
      const answers: Uint8Array[] = [];
      for (let piece = left[0]; piece?.direction === 'in'; piece = left[0]) {
        answers.push(bytesOf(piece));
        left.shift();
      }
      if (answers.length === 0) return fail('E-CARD-010');
      const [body] = new SamFrameDecoder().push(mendFrames(new Uint8Array(Buffer.concat(answers))));
      const reply = body === undefined ? undefined : asReply(body);
      return reply === undefined ? fail('E-CARD-009') : ok(reply);
    },
  };
}
