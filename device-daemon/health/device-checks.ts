import { setTimeout as wait } from 'node:timers/promises';
import type { Settings } from '../../config/index.ts';
import { BridgeLink, bridgeOfSettings, readSimulatedHardware } from '../bridge-link/index.ts';
import { bad, type Finding, good } from './finding.ts';

/** A reader is seen this long after the bridge is up at the latest, in milliseconds: pcscd polls. */
const READER_MS = 3000;
const POLL_MS = 100;

/** Reader and printer, asked through a bridge process of the self-test's own. */
export async function checkDevices(dataFolder: string, settings: Settings): Promise<Finding[]> {
  const link = new BridgeLink();
  await link.start({ ...bridgeOfSettings(settings, readSimulatedHardware(dataFolder)), log: () => {} });
  try {
    return [await checkReader(link), await checkPrinter(link)];
  } finally {
    await link.stop();
  }
}

async function checkReader(link: BridgeLink): Promise<Finding> {
  const until = performance.now() + READER_MS;
  for (;;) {
    const state = await link.readerState();
    if (!state.ok) return bad('reader', state.error);
    if (state.value.reader === 'ready')
      return good('reader', `${state.value.name}, card ${state.value.card}`);
    if (performance.now() > until) return bad('reader', { code: 'E-HEALTH-005', detail: state.value.name });
    await wait(POLL_MS);
  }
}

async function checkPrinter(link: BridgeLink): Promise<Finding> {
  const status = await link.printerStatus();
  if (!status.ok) return bad('printer', status.error);
  const { state } = status.value;
  return state === 'ready' || state === 'paper-low'
    ? good('printer', state)
    : bad('printer', { code: 'E-HEALTH-006', detail: state });
}
