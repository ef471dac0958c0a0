import { fail, ok, type Result } from '../../domain/index.ts';

const SAM_ID_BYTES = 16;

const digits = (value: number, places: number): string => String(value).padStart(places, '0');

/**
 * The module's id from the data of `12 FF`: two u16 and three u32, little-endian, written as it is printed on the
 * module: 05.01-20110511-0000123456-0123456789. It names a device, not a person. E-CARD-009 for another size.
 */
export function formatSamId(data: Uint8Array): Result<string> {
  if (data.length !== SAM_ID_BYTES) return fail('E-CARD-009', `module id of ${data.length} bytes`);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const kind = `${digits(view.getUint16(0, true), 2)}.${digits(view.getUint16(2, true), 2)}`;
  const numbers = [
    digits(view.getUint32(4, true), 8),
    digits(view.getUint32(8, true), 10),
    digits(view.getUint32(12, true), 10),
  ];
  return ok([kind, ...numbers].join('-'));
}
