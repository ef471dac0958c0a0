/** One field of a message on the wire: its number, its value, and all of its bytes with the tag. */
export interface ProtobufField {
  readonly field: number;
  /** A number for varints, bytes for everything else. */
  readonly value: number | Uint8Array;
  readonly raw: Uint8Array;
}

/** Fields of a protobuf message, in order. Throws where the bytes are no message. */
export function* protobufFields(message: Uint8Array): Generator<ProtobufField> {
  let at = 0;
  const take = (length: number): Uint8Array => {
    if (at + length > message.length) throw new Error('a protobuf field ends behind its message');
    at += length;
    return message.subarray(at - length, at);
  };
  const varint = (): number => {
    let value = 0;
    for (let place = 1; ; place *= 128) {
      const byte = take(1)[0] ?? 0;
      value += (byte & 127) * place;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const from = at;
    const tag = varint();
    const kind = tag % 8;
    let value: number | Uint8Array;
    if (kind === 0) value = varint();
    else if (kind === 1) value = take(8);
    else if (kind === 2) value = take(varint());
    else if (kind === 5) value = take(4);
    else throw new Error(`protobuf wire type ${kind}`);
    yield { field: Math.floor(tag / 8), value, raw: message.subarray(from, at) };
  }
}

/** The texts of a field that may stand several times. */
export function textsOf(message: Uint8Array, field: number): string[] {
  return [...protobufFields(message)].flatMap((one) =>
    one.field === field && one.value instanceof Uint8Array ? [Buffer.from(one.value).toString('utf8')] : [],
  );
}
