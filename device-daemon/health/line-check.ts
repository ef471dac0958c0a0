import type { Settings } from '../../config/index.ts';
import { lineCertificateHolds, openLineCredentials, readTrust } from '../identity/index.ts';
import { bad, type Finding, good } from './finding.ts';
import { askHealthPage, runningKiosk } from './running-kiosk.ts';

/**
 * Whether the county can get the log over the network: certificate for this device's key, when it ends, and what the
 * running kiosk says of its port and of the line that it makes. A device without a certificate is not bad: its log goes
 * on a stick. `now` is in milliseconds since 1970.
 */
export async function checkLine(
  dataFolder: string,
  { listen, dial, port }: Settings['county'],
  now: number,
): Promise<Finding> {
  if (!listen && dial === null) return good('line', 'off: the log goes on a stick');
  const trust = await readTrust(dataFolder);
  if (!trust.ok) return bad('line', trust.error);
  if (trust.value.line === null) return good('line', 'no certificate: the log goes on a stick');
  const credentials = openLineCredentials(dataFolder, trust.value.device, trust.value.line);
  if (!credentials.ok) return bad('line', credentials.error);
  const holds = lineCertificateHolds(trust.value.line, now);
  if (!holds.ok) return bad('line', holds.error);
  const told = await toldByKiosk(dataFolder);
  const ways = [
    ...(listen ? [`port ${told?.port ?? port}`] : []),
    ...(dial === null ? [] : [`dials ${dial}`]),
  ];
  const detail = `${ways.join(', ')}, certificate until ${holds.value}`;
  if (told === undefined) return good('line', detail);
  return told.code === null
    ? good('line', `${detail}, ${told.dial === 'off' ? 'open' : told.dial}`)
    : bad('line', { code: told.code, detail });
}

async function toldByKiosk(dataFolder: string) {
  const kiosk = runningKiosk(dataFolder);
  const page = kiosk === undefined ? undefined : await askHealthPage(kiosk);
  return page?.ok ? (page.value.line ?? undefined) : undefined;
}
