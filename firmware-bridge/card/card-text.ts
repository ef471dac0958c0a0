import { type CardType, fail, ok, type Result } from '../../domain/index.ts';
import { CARD_LAYOUTS, type TextFieldName, TYPE_MARK_OFFSET, TYPE_MARKS } from './card-layouts.ts';
import { MAX_NEW_ADDRESS_BYTES, TEXT_BYTES } from './sam-commands.ts';

/** A text block as its type and its trimmed fields; absent and blank fields are left out. */
export interface CardText {
  readonly type: CardType;
  readonly fields: Readonly<Partial<Record<TextFieldName, string>>>;
}

const TYPES: readonly CardType[] = ['resident', 'hmt', 'foreigner2017', 'foreigner2023'];

/** Some firmwares pad with U+0000 in place of U+0020. */
function trimEnd(text: string): string {
  return text.replace(/[ \0]+$/, '');
}

/** Reads a text block; E-CARD-011 when its size or type mark is none of the four cards'. */
export function decodeCardText(block: Uint8Array): Result<CardText> {
  if (block.length !== TEXT_BYTES) return fail('E-CARD-011', `text block of ${block.length} bytes`);
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
  const mark = bytes.toString('utf16le', TYPE_MARK_OFFSET, TYPE_MARK_OFFSET + 2);
  const type = mark === '\0' ? 'resident' : TYPES.find((candidate) => TYPE_MARKS[candidate] === mark);
  if (type === undefined) return fail('E-CARD-011', 'type mark of no known card');
  const joined: Partial<Record<TextFieldName, string>> = {};
  for (const [field, offset, size] of CARD_LAYOUTS[type]) {
    // Parts are joined before trimming: a space at the border belongs to the text.
    joined[field] = (joined[field] ?? '') + bytes.toString('utf16le', offset, offset + size);
  }
  const fields: Partial<Record<TextFieldName, string>> = {};
  for (const [field] of CARD_LAYOUTS[type]) {
    const text = trimEnd(joined[field] ?? '');
    if (text !== '') fields[field] = text;
  }
  return ok({ type, fields });
}

/** The appended address (`30 03`), '' when it is blank. At most 35 characters. */
export function decodeNewAddress(block: Uint8Array): string {
  const bytes = Buffer.from(
    block.buffer,
    block.byteOffset,
    Math.min(block.byteLength, MAX_NEW_ADDRESS_BYTES),
  );
  return trimEnd(bytes.toString('utf16le'));
}

/** The appended address as a module sends it: 70 bytes. E-CARD-016 when the text is longer. */
export function encodeNewAddress(address: string): Result<Uint8Array> {
  if (address.length > MAX_NEW_ADDRESS_BYTES / 2) return fail('E-CARD-016', 'newAddress does not fit');
  const block = Buffer.alloc(MAX_NEW_ADDRESS_BYTES, ' ', 'utf16le');
  block.write(address, 'utf16le');
  return ok(new Uint8Array(block));
}

/**
 * Writes a text block, the inverse of `decodeCardText`.
 * E-CARD-016 when a field's text (16-bit units) is longer than the card has room for, or the type has no such field.
 */
export function encodeCardText(card: CardText): Result<Uint8Array> {
  const block = Buffer.alloc(TEXT_BYTES, ' ', 'utf16le');
  const rest: Partial<Record<TextFieldName, string>> = { ...card.fields };
  for (const [field, offset, size] of CARD_LAYOUTS[card.type]) {
    const text = rest[field] ?? '';
    block.write(text.slice(0, size / 2), offset, 'utf16le');
    rest[field] = text.slice(size / 2);
  }
  const tooLong = Object.entries(rest).find(([, text]) => text !== '');
  if (tooLong !== undefined) return fail('E-CARD-016', `field ${tooLong[0]} does not fit`);
  block.write(TYPE_MARKS[card.type], TYPE_MARK_OFFSET, 'utf16le');
  return ok(new Uint8Array(block));
}
