import type { PaperCommand, Parsed } from './paper-command.ts';

const IGNORED: PaperCommand = { kind: 'ignored' };

/**
 * The command at the start of `bytes`, or undefined while it is not whole yet.
 * Unknown bytes are one ignored byte each, as printers do. `chinese` says whether FS & is on.
 */
export function parseEscPos(bytes: Buffer, chinese: boolean): Parsed | undefined {
  const first = bytes[0];
  if (first === undefined) return undefined;
  if (first === 0x0a) return { command: { kind: 'line-feed' }, length: 1 };
  if (first === 0x10) return realTime(bytes);
  if (first === 0x1b) return escapeSequence(bytes);
  if (first === 0x1c) return fileSeparator(bytes);
  if (first === 0x1d) return groupSeparator(bytes);
  if (first < 0x20) return { command: IGNORED, length: 1 };
  return character(bytes, first, chinese);
}

function whole(bytes: Buffer, length: number, command: () => PaperCommand): Parsed | undefined {
  return bytes.length < length ? undefined : { command: command(), length };
}

function character(bytes: Buffer, first: number, chinese: boolean): Parsed | undefined {
  let length = 1;
  if (chinese && first >= 0x81) {
    const second = bytes[1];
    if (second === undefined) return undefined;
    length = second >= 0x30 && second <= 0x39 ? 4 : 2;
  }
  return whole(bytes, length, () => ({ kind: 'character', code: Buffer.from(bytes.subarray(0, length)) }));
}

/** Real-time commands were obeyed on arrival; here they only take their place in the stream. */
function realTime(bytes: Buffer): Parsed | undefined {
  const second = bytes[1];
  if (second === undefined) return undefined;
  if (second === 0x04 || second === 0x05) return whole(bytes, 3, () => IGNORED);
  if (second !== 0x14) return { command: IGNORED, length: 1 };
  const fn = bytes[2];
  if (fn === undefined) return undefined;
  return whole(bytes, fn === 8 ? 10 : 5, () => IGNORED);
}

function escapeSequence(bytes: Buffer): Parsed | undefined {
  const value = bytes[2] ?? 0;
  switch (bytes[1]) {
    case undefined:
      return undefined;
    case 0x40:
      return whole(bytes, 2, () => ({ kind: 'init' }));
    case 0x32:
      return whole(bytes, 2, () => ({ kind: 'line-spacing', units: undefined }));
    case 0x33:
      return whole(bytes, 3, () => ({ kind: 'line-spacing', units: value }));
    case 0x45:
      return whole(bytes, 3, () => ({ kind: 'emphasis', on: (value & 1) === 1 }));
    case 0x4a:
      return whole(bytes, 3, () => ({ kind: 'feed-units', units: value }));
    case 0x61:
      return whole(bytes, 3, () => ({ kind: 'align', to: value % 48 === 1 ? 1 : value % 48 === 2 ? 2 : 0 }));
    case 0x64:
      return whole(bytes, 3, () => ({ kind: 'feed-lines', lines: value }));
    default:
      return { command: IGNORED, length: 2 };
  }
}

function fileSeparator(bytes: Buffer): Parsed | undefined {
  if (bytes[1] === undefined) return undefined;
  if (bytes[1] === 0x26) return { command: { kind: 'chinese-on' }, length: 2 };
  if (bytes[1] === 0x2e) return { command: { kind: 'chinese-off' }, length: 2 };
  return { command: IGNORED, length: 2 };
}

function groupSeparator(bytes: Buffer): Parsed | undefined {
  const value = bytes[2] ?? 0;
  switch (bytes[1]) {
    case undefined:
      return undefined;
    case 0x21:
      return whole(bytes, 3, () => ({ kind: 'size', across: ((value >> 4) & 7) + 1, down: (value & 7) + 1 }));
    case 0x3a:
      return { command: { kind: 'macro-mark' }, length: 2 };
    case 0x5e:
      return whole(bytes, 5, () => ({ kind: 'macro-run' }));
    case 0x61:
      return whole(bytes, 3, () => ({ kind: 'automatic', on: value !== 0 }));
    case 0x50:
      return whole(bytes, 4, () => ({ kind: 'motion-units', vertical: bytes[3] ?? 0 }));
    case 0x56:
      return whole(bytes, value === 65 || value === 66 ? 4 : 3, () => ({ kind: 'cut' }));
    case 0x72:
      return whole(bytes, 3, () => (value % 48 === 1 ? { kind: 'ask-paper' } : IGNORED));
    case 0x76:
      return raster(bytes);
    case 0x28:
      return extended(bytes);
    default:
      return { command: IGNORED, length: 2 };
  }
}

/** GS v 0 m xL xH yL yH data. */
function raster(bytes: Buffer): Parsed | undefined {
  if (bytes.length < 8) return undefined;
  const across = bytes.readUInt16LE(4);
  const height = bytes.readUInt16LE(6);
  const length = 8 + across * height;
  const data = bytes.subarray(8, length);
  return whole(bytes, length, () => ({
    kind: 'raster',
    bitmap: { width: across * 8, height, data: Buffer.from(data) },
  }));
}

/** GS ( x pL pH …, of which only GS ( H fn 48 (process id) is known here. */
function extended(bytes: Buffer): Parsed | undefined {
  if (bytes.length < 5) return undefined;
  const length = 5 + bytes.readUInt16LE(3);
  const isProcessId = bytes[2] === 0x48 && length === 11;
  return whole(bytes, length, () =>
    isProcessId ? { kind: 'ask-process-id', id: Buffer.from(bytes.subarray(7, 11)) } : IGNORED,
  );
}
