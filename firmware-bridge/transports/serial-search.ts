import type { SerialReaderProfile } from '../../config/index.ts';
import { errorText, moduleSaid, silent, type WayFound } from './search-finding.ts';
import { connectSerial } from './serial-connection.ts';
import { serialDevice, serialPorts } from './serial-devices.ts';

/** More serial ports than a kiosk has; each costs up to some seconds. */
const MOST_PORTS = 8;

export interface SerialSearch {
  /** Of the settings; '' where none is set. */
  readonly path: string;
  /** The technician wants every serial port asked, whatever hangs on it. */
  readonly everyPort: boolean;
  /** Device files of other devices, which are never asked. */
  readonly notThese: readonly string[];
  /** No further port is asked after this instant of `performance.now()`. */
  readonly until: number;
  readonly onStuck: (call: string) => void;
}

const NO_CANDIDATE =
  'no device is known to be a reader: set reader.path, or ask for a search of every serial port';

/**
 * Device files that may be asked: the settings' one, the one with the profile's USB ids, and any other only where the
 * technician wants it. A printer on a serial port must not be sent frames of a reader.
 */
async function candidates(profile: SerialReaderProfile, search: SerialSearch): Promise<string[]> {
  const byId = profile.match.vendorId === undefined ? undefined : await serialDevice(profile, '');
  const known = [search.path, byId?.ok === true ? byId.value : ''].filter((path) => path !== '');
  const every = search.everyPort ? ((await serialPorts()) ?? []).slice(0, MOST_PORTS) : [];
  const all = [...known, ...every.map(({ path }) => path)];
  return [...new Set(all)].filter((path) => !search.notThese.includes(path));
}

/** Asks each candidate for the module's status and id; the first that answers is the reader. */
export async function searchSerial(profile: SerialReaderProfile, search: SerialSearch): Promise<WayFound> {
  const paths = await candidates(profile, search);
  const why: string[] = [];
  for (const path of paths) {
    if (performance.now() > search.until) {
      why.push(`${path}: not asked, no time left`);
      continue;
    }
    const connected = await connectSerial({ profile, path, onStuck: search.onStuck });
    if (!connected.ok) {
      why.push(`${path}: ${errorText(connected.error)}`);
      continue;
    }
    const { report, baud, line } = connected.value;
    await line.close();
    return moduleSaid(path, { ok: true, value: report }, `, ${baud} baud`);
  }
  return silent(paths.join(', '), paths.length === 0 ? NO_CANDIDATE : why.join('; '));
}
