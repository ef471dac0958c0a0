import type { PaperCommand, Parsed } from './paper-command.ts';

const IGNORED: PaperCommand = { kind: 'ignored' };
const RASTER_COMMAND = Buffer.from('\x1b*r', 'latin1');
/** Raster settings with a number in ASCII that NUL ends; the longest number has 255 digits. */
const LONGEST_SETTING = 260;

/**
 * The command at the start of `bytes` in Star Line Mode, or undefined while it is not whole yet. `raster` says whether
 * raster mode is on. `cutter` = false is a printer with a tear bar, which does nothing at a cut.
 */
export function parseStarLine(bytes: Buffer, raster: boolean, cutter: boolean): Parsed | undefined {
  const first = bytes[0];
  if (first === undefined) return undefined;
  if (first === 0x62 && raster) return row(bytes);
  if (first === 0x17) return { command: { kind: 'etb' }, length: 1 };
  if (first === 0x1b) return escapeSequence(bytes, cutter);
  return { command: IGNORED, length: 1 };
}

/** b n1 n2 data: one row of dots. */
function row(bytes: Buffer): Parsed | undefined {
  if (bytes.length < 3) return undefined;
  const across = bytes.readUInt16LE(1);
  const length = 3 + across;
  if (bytes.length < length) return undefined;
  const data = Buffer.from(bytes.subarray(3, length));
  return { command: { kind: 'raster', bitmap: { width: across * 8, height: 1, data } }, length };
}

function escapeSequence(bytes: Buffer, cutter: boolean): Parsed | undefined {
  switch (bytes[1]) {
    case undefined:
      return undefined;
    case 0x2a:
      return rasterCommand(bytes);
    case 0x40:
      return { command: { kind: 'init' }, length: 2 };
    case 0x64:
      return bytes.length < 3 ? undefined : { command: cutter ? { kind: 'cut' } : IGNORED, length: 3 };
    case 0x1e:
      if (bytes.length < 4) return undefined;
      return { command: bytes[2] === 0x45 ? { kind: 'clear-counter' } : { kind: 'setting' }, length: 4 };
    case 0x06:
      // Obeyed on arrival.
      return bytes.length < 3 ? undefined : { command: { kind: 'setting' }, length: 3 };
    default:
      return { command: IGNORED, length: 2 };
  }
}

function rasterCommand(bytes: Buffer): Parsed | undefined {
  if (bytes.length < 4) return undefined;
  if (!bytes.subarray(0, 3).equals(RASTER_COMMAND)) return { command: IGNORED, length: 2 };
  if (bytes[3] === 0x41) return { command: { kind: 'raster-on' }, length: 4 };
  if (bytes[3] === 0x42) return { command: { kind: 'raster-off' }, length: 4 };
  const end = bytes.subarray(0, LONGEST_SETTING).indexOf(0, 4);
  if (end >= 0) return { command: { kind: 'raster-setting' }, length: end + 1 };
  return bytes.length < LONGEST_SETTING ? undefined : { command: IGNORED, length: 4 };
}
