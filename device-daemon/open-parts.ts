import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  configFolder,
  faceBandsOf,
  loadCameraProfile,
  loadReceiptWording,
  modelsFolder,
  readCampaign,
  readFaceProfile,
  type Settings,
} from '../config/index.ts';
import { fail, ok, type Result } from '../domain/index.ts';
import { LedgerFault } from '../ledger/index.ts';
import { BridgeLink, bridgeOfSettings } from './bridge-link/index.ts';
import { FaceService } from './face/index.ts';
import { loadKeysOf, readTrust } from './identity/index.ts';
import { Ledger } from './ledger/index.ts';
import { Roster } from './roster/index.ts';
import { checkPin, SettingsStore } from './settings/index.ts';
import { CardPhoto, OperatorDoor, type VisitParts } from './visit/index.ts';

export interface PartsOptions {
  readonly dataFolder: string;
  readonly software: string;
  readonly log: VisitParts['log'];
  readonly restart: VisitParts['restart'];
  /** Socket of a private pcscd. */
  readonly pcscSocket?: string;
  /** Port of a simulated printer on this machine, in place of the printer of the settings. */
  readonly printerPort?: number;
  /** Device file of a simulated reader's serial line, in place of the reader's of the settings. */
  readonly readerPath?: string;
  /** Device file of a simulated board, in place of the board of the settings. */
  readonly boardPath?: string;
}

/** The parts of a running device, and how to let go of them. */
export interface OpenParts {
  readonly parts: VisitParts;
  close(): Promise<void>;
}

/**
 * Opens every part of the device, the cheapest to refuse first. An expected fault comes back as its code: the
 * kiosk then stands out of service with it, and never runs on something that nobody chose.
 */
export async function openParts(options: PartsOptions): Promise<Result<OpenParts>> {
  const { dataFolder } = options;
  const store = await SettingsStore.open(dataFolder);
  if (!store.ok) return store;
  const settings = (): Settings => store.value.get();
  const campaign = readCampaign();
  if (!campaign.ok) return campaign;
  const wording = loadReceiptWording(settings().panel.language);
  if (!wording.ok) return wording;
  const camera = loadCameraProfile(settings().camera.profile);
  if (!camera.ok) return camera;
  const keys = await loadKeysOf(dataFolder, settings().device.id);
  if (!keys.ok) return keys;
  const trust = await readTrust(dataFolder);
  if (!trust.ok) return trust;
  const roster = Roster.open({ folder: join(dataFolder, 'roster'), deviceSecret: keys.value.deviceSecret });
  if (!roster.ok) return roster;

  const boot = randomUUID();
  const now = (): number => Date.now();
  const monotonic = (): number => performance.now();
  const ledger = await openLedger({
    folder: join(dataFolder, 'ledger'),
    origin: keys.value.deviceId,
    signingKey: keys.value.ledgerKey,
    boot,
    software: options.software,
    now,
    monotonic,
  });
  if (!ledger.ok) {
    roster.value.close();
    return ledger;
  }
  const bridge = new BridgeLink();
  const [face] = await Promise.all([
    FaceService.start({
      modelsFolder: modelsFolder(),
      bands: faceBandsOf(settings()),
      trySeconds: settings().face.trySeconds,
      infrared: camera.value.infrared,
      log: (line) => options.log({ event: 'face', line: JSON.stringify(line) }),
    }),
    bridge.start({
      ...bridgeOfSettings(settings(), options),
      log: (line) => options.log({ event: 'bridge', line }),
    }),
  ]);
  const parts: VisitParts = {
    dataFolder,
    settings,
    campaign: campaign.value,
    wording: wording.value,
    trust: trust.value,
    ledger: ledger.value,
    roster: roster.value,
    bridge,
    face,
    faceModel: readFaceProfile().model,
    photo: new CardPhoto(),
    operators: new OperatorDoor(checkPin, monotonic),
    boot,
    software: options.software,
    textsSha256: textsDigest(settings().panel.language),
    restart: options.restart,
    now,
    monotonic,
    log: options.log,
  };
  return ok({
    parts,
    async close() {
      await Promise.all([bridge.stop(), face.stop()]);
      roster.value.close();
      await ledger.value.append({ event: 'device-stopped' });
      await ledger.value.close();
    },
  });
}

/** Which words are on the screens: hex SHA-256 of the catalogue as this device has it. */
function textsDigest(language: string): string {
  const catalogue = readFileSync(join(configFolder(), 'texts', `${language}.json`));
  return createHash('sha256').update(catalogue).digest('hex');
}

async function openLedger(options: Parameters<typeof Ledger.open>[0]): Promise<Result<Ledger>> {
  try {
    return ok(await Ledger.open(options));
  } catch (error) {
    if (error instanceof LedgerFault) return fail(error.code);
    throw error;
  }
}
