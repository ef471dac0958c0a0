/** Writer of the protobuf wire format, as far as ONNX models need it (varint, 32-bit, length-delimited). */
export class ProtobufWriter {
  private readonly parts: Uint8Array[] = [];

  /** A whole number >= 0 as varint. */
  varint(field: number, value: number): this {
    this.parts.push(varintBytes(field * 8), varintBytes(value));
    return this;
  }

  /** A float as 32-bit little-endian. */
  float(field: number, value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    this.parts.push(varintBytes(field * 8 + 5), bytes);
    return this;
  }

  bytes(field: number, value: Uint8Array): this {
    this.parts.push(varintBytes(field * 8 + 2), varintBytes(value.byteLength), value);
    return this;
  }

  text(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  message(field: number, value: ProtobufWriter): this {
    return this.bytes(field, value.finish());
  }

  finish(): Uint8Array {
    return Buffer.concat(this.parts);
  }
}

function varintBytes(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`no varint: ${value}`);
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}
