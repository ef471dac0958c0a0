/**
 * The process of a maker's photo library: loads it, decodes one photo, ends. It may crash, hang or write rubbish:
 * library-process.ts is the side that lives. It is synchronous throughout, since there is nothing else to serve.
 */
import { readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { PhotoLibrary } from '../../../config/index.ts';
import { PHOTO_BYTES } from '../sam-commands.ts';
import { confineThisProcess } from './confine.ts';
import { OUT_BYTES, openLibrary } from './library-forms.ts';
import {
  encodeMessage,
  HEAD_BYTES,
  MAX_TEXT,
  MESSAGE,
  type MessageKind,
  readHead,
} from './library-messages.ts';

/** The socket to the bridge; the three below are closed, since a library may print anything. */
const CHANNEL = 3;
/** On both sides of the output: what a library writes past its end is seen here. */
const CANARY_BYTES = 64 * 1024;
const CANARY = 0xc9;
/** The last row of the picture: where it still holds the canary, the library did not write it. */
const LAST_BYTES = 102 * 3;

/** Reads exactly as many bytes; ends the process when the bridge has gone. */
function readExactly(bytes: Buffer): Buffer {
  for (let at = 0; at < bytes.length; ) {
    const read = readSync(CHANNEL, bytes, at, bytes.length - at, null);
    if (read === 0) process.exit(0);
    at += read;
  }
  return bytes;
}

function receive(kind: MessageKind): Buffer {
  const head = readHead(readExactly(Buffer.alloc(HEAD_BYTES)));
  if (head?.kind !== kind) process.exit(2);
  return readExactly(Buffer.alloc(head.length));
}

function send(kind: MessageKind, payload: Uint8Array): void {
  const message = encodeMessage(kind, payload);
  for (let at = 0; at < message.length; ) at += writeSync(CHANNEL, message, at);
}

const sendText = (kind: MessageKind, text: string): void => send(kind, Buffer.from(text.slice(0, MAX_TEXT)));

/** Decodes with canaries before and behind the output. */
function decode(call: ReturnType<typeof openLibrary>, block: Buffer): void {
  // A library may read past its input as well: zeros lie there.
  const input = Buffer.alloc(PHOTO_BYTES + CANARY_BYTES);
  block.copy(input);
  const room = Buffer.alloc(CANARY_BYTES + OUT_BYTES + CANARY_BYTES, CANARY);
  const out = room.subarray(CANARY_BYTES, CANARY_BYTES + OUT_BYTES);
  const outcome = call(input.subarray(0, PHOTO_BYTES), out);
  const behind = room.subarray(CANARY_BYTES + OUT_BYTES);
  const whole = [room.subarray(0, CANARY_BYTES), behind].every((side) =>
    side.every((byte) => byte === CANARY),
  );
  if (!whole) send(MESSAGE.overrun, new Uint8Array(0));
  else if ('refused' in outcome) sendText(MESSAGE.refused, outcome.refused);
  else if (out.subarray(outcome.bytes - LAST_BYTES, outcome.bytes).every((byte) => byte === CANARY))
    sendText(MESSAGE.refused, 'output not written to its end');
  else send(MESSAGE.decoded, out.subarray(0, outcome.bytes));
}

const Opening = z.object({ parent: z.number().int(), library: PhotoLibrary });
const opening = Opening.parse(JSON.parse(receive(MESSAGE.open).toString()));
let call: ReturnType<typeof openLibrary> | undefined;
try {
  confineThisProcess(opening.parent);
  // Files of the library's own lie beside it.
  process.chdir(dirname(opening.library.path));
  call = openLibrary(opening.library);
} catch (error) {
  const why = error instanceof Error ? error.message : 'not loaded';
  sendText(MESSAGE.unusable, `${opening.library.path}: ${why}`);
}
if (call !== undefined) {
  send(MESSAGE.opened, new Uint8Array(0));
  decode(call, receive(MESSAGE.decode));
}
// No clean-up of a stranger's library: the kernel takes the memory back.
process.kill(process.pid, 'SIGKILL');
