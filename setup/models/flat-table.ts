import { ByteBuffer } from 'flatbuffers';

/**
 * One table of a flatbuffer, read by field number. The TFLite schema is small enough that the few fields needed
 * here are named where they are used; generated classes for the whole schema would be many times larger.
 */
export class FlatTable {
  readonly buffer: ByteBuffer;
  /** Byte position of the table in the buffer. */
  readonly position: number;

  constructor(buffer: ByteBuffer, position: number) {
    this.buffer = buffer;
    this.position = position;
  }

  /** The root table of a flatbuffer. */
  static root(bytes: Uint8Array): FlatTable {
    const buffer = new ByteBuffer(bytes);
    return new FlatTable(buffer, buffer.readInt32(0));
  }

  /** Position of a field's value, 0 when the field is absent. */
  at(field: number): number {
    const offset = this.buffer.__offset(this.position, 4 + 2 * field);
    return offset === 0 ? 0 : this.position + offset;
  }

  int8(field: number): number {
    const at = this.at(field);
    return at === 0 ? 0 : this.buffer.readInt8(at);
  }

  int32(field: number, absent = 0): number {
    const at = this.at(field);
    return at === 0 ? absent : this.buffer.readInt32(at);
  }

  text(field: number): string {
    const at = this.at(field);
    const text = at === 0 ? '' : this.buffer.__string(at);
    return typeof text === 'string' ? text : new TextDecoder().decode(text);
  }

  /** The table a field points to. */
  table(field: number): FlatTable | undefined {
    const at = this.at(field);
    return at === 0 ? undefined : new FlatTable(this.buffer, this.buffer.__indirect(at));
  }

  /** Positions and count of a vector's elements. */
  vector(field: number): { start: number; length: number } {
    const at = this.at(field);
    if (at === 0) return { start: 0, length: 0 };
    const vector = this.buffer.__indirect(at);
    return { start: vector + 4, length: this.buffer.readInt32(vector) };
  }

  tables(field: number): FlatTable[] {
    const { start, length } = this.vector(field);
    return Array.from(
      { length },
      (_, i) => new FlatTable(this.buffer, this.buffer.__indirect(start + 4 * i)),
    );
  }

  int32s(field: number): number[] {
    const { start, length } = this.vector(field);
    return Array.from({ length }, (_, i) => this.buffer.readInt32(start + 4 * i));
  }

  /** A vector of bytes, as a view on the buffer. */
  bytes(field: number): Uint8Array {
    const { start, length } = this.vector(field);
    return this.buffer.bytes().subarray(start, start + length);
  }
}
