import {
  type BridgeOptions,
  loadReaderProfile,
  type ReaderProfile,
  readerProfileNames,
} from '../config/index.ts';
import type { ReaderFinding } from '../domain/index.ts';
import { searchPcsc, searchSerial, searchUsb, silent, type WayFound } from './transports/index.ts';

/** No further profile is tried after this many milliseconds: the daemon's own limit lies behind it. */
const SEARCH_UNTIL_MS = 45_000;
/** Longest words for the technician in one finding. */
const MOST_DETAIL = 400;

export interface ReaderSearch {
  /** What the settings say of reader, printer and board: the last two are never asked. */
  readonly options: Pick<BridgeOptions, 'reader' | 'printer' | 'board'>;
  /** Whether serial ports are asked too of which nothing says that a reader hangs on them. */
  readonly everyPort: boolean;
  /** A native call hangs; the process has to end (see PcscPort). */
  readonly onStuck: (call: string) => void;
  /** Profiles to try, all of the configuration folder by default. */
  readonly profiles?: readonly string[];
}

/**
 * Looks for a reader by every profile in order, one after the other, and says of each what answered or why nothing
 * did. The reader must not be in use. Changes nothing on any device.
 */
export async function findReader(search: ReaderSearch): Promise<ReaderFinding[]> {
  const until = performance.now() + SEARCH_UNTIL_MS;
  const findings: ReaderFinding[] = [];
  for (const name of search.profiles ?? readerProfileNames()) {
    const found =
      performance.now() > until
        ? silent('', 'not tried: no time left')
        : await tryProfile(name, search, until);
    findings.push({ profile: name, ...found, detail: found.detail.slice(0, MOST_DETAIL) });
  }
  return findings;
}

async function tryProfile(name: string, search: ReaderSearch, until: number): Promise<WayFound> {
  const profile = loadReaderProfile(name);
  if (profile.ok) return tryWay(profile.value, search, until);
  const { code, detail } = profile.error;
  return silent('', `${code} ${detail ?? ''}`);
}

async function tryWay(profile: ReaderProfile, search: ReaderSearch, until: number): Promise<WayFound> {
  const { options, everyPort, onStuck } = search;
  const { reader, printer, board } = options;
  switch (profile.transport) {
    case 'pcsc-paged':
    case 'pcsc-transmit':
    case 'pcsc-control':
      return searchPcsc(profile, { nameMatch: reader.nameMatch, onStuck });
    case 'serial': {
      const notThese = [printer.path, board.path];
      return searchSerial(profile, { path: reader.path, everyPort, notThese, until, onStuck });
    }
    case 'usb-bulk':
    case 'hid':
      return searchUsb(profile);
  }
}
