import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { loadPrinterProfile, loadReceiptWording, packageFolder } from '../../config/index.ts';
import { type Confirmation, confirmationSlip } from '../../device-daemon/receipts/index.ts';
import { ageOn, ConfirmationRecord, type LedgerEntry } from '../../domain/index.ts';
import { bundleEntries, bundlesOf, decodeEntry } from '../../domain/tlog/index.ts';
import { encodeReceipt } from '../../firmware-bridge/printer/index.ts';
import { sendControl } from '../../firmware-bridge/simulators/index.ts';
import { drawPaper } from '../../firmware-bridge/simulators/printer/index.ts';
import { readTile } from '../../ledger/index.ts';
import { pictureDifference } from '../support/picture-difference.ts';
import type { RunningKiosk } from '../support/running-kiosk.ts';

const run = promisify(execFile);

/** `npx kiosk …` on the kiosk under test. Rejects on any exit code but 0. */
export async function kioskCommand(kiosk: RunningKiosk, ...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, ['bin/kiosk.js', ...args], {
    cwd: packageFolder(),
    env: kiosk.env,
  });
  return stdout;
}

/** Every signed entry of the kiosk's log, after `kiosk log verify` has found it sound. */
export async function soundEntries(kiosk: RunningKiosk): Promise<LedgerEntry[]> {
  const said = await kioskCommand(kiosk, 'log', 'verify');
  const size = Number(/^sound: (\d+) entries signed/m.exec(said)?.[1]);
  if (!Number.isInteger(size)) throw new Error(`the log is not sound: ${said}`);
  return bundlesOf(size)
    .flatMap((name) => bundleEntries(readTile(join(kiosk.data, 'ledger'), name) ?? new Uint8Array()))
    .map((bytes) => {
      const entry = decodeEntry(bytes);
      if (entry === undefined) throw new Error('an entry of a sound log does not parse');
      return entry;
    });
}

/** Outcomes of all visits in the log, in order. */
export async function outcomes(kiosk: RunningKiosk): Promise<string[]> {
  return (await soundEntries(kiosk)).flatMap(({ data }) =>
    data.event === 'visit-outcome' ? [data.outcome] : [],
  );
}

/** Opens a sealed record with the stock `age` program and the county's identity, as an auditor would. */
export async function openSealed(kiosk: RunningKiosk, sealed: string): Promise<ConfirmationRecord> {
  const folder = mkdtempSync(join(tmpdir(), 'sealed-'));
  try {
    const file = join(folder, 'record.age');
    writeFileSync(file, Buffer.from(sealed, 'base64'));
    const identity = join(z.string().parse(kiosk.env.COUNTY_DATA), 'keys', 'records.agekey');
    const { stdout } = await run('age', ['-d', '-i', identity, file]);
    return ConfirmationRecord.parse(JSON.parse(stdout));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The last record in the log, opened. */
export async function lastRecord(
  kiosk: RunningKiosk,
): Promise<{ record: ConfirmationRecord; entry: LedgerEntry }> {
  const entry = (await soundEntries(kiosk)).findLast(({ data }) => data.event === 'visit-outcome');
  if (entry?.data.event !== 'visit-outcome' || entry.data.sealed === null)
    throw new Error('no record in the log');
  return { record: await openSealed(kiosk, entry.data.sealed), entry };
}

const Slip = z.object({ png: z.base64(), bytes: z.base64() });

/** The last slip that the printer cut: its picture as PNG. Undefined when it cut none. */
export async function lastSlip(kiosk: RunningKiosk): Promise<Buffer | undefined> {
  const answer = Slip.safeParse(
    await sendControl(join(kiosk.data, 'sim', 'printer.sock'), { cmd: 'slip', n: -1 }),
  );
  return answer.success ? Buffer.from(answer.data.png, 'base64') : undefined;
}

/**
 * Share of dots in which the printed slip differs from the one that belongs to this record, drawn anew from what
 * the county opened: 0 when the paper says what the record says.
 */
export async function slipDiffersFrom(
  printed: Buffer,
  record: ConfirmationRecord,
  place: { index: number; leafHash: string },
  facts: { phone: string; ageAsOf: string; rosterName: string; birth: string },
): Promise<number> {
  const wording = loadReceiptWording('zh-CN');
  const profile = loadPrinterProfile('escpos-80');
  if (!wording.ok || !profile.ok) throw new Error('no wording or printer profile');
  const confirmation: Confirmation = {
    place: {
      station: record.station,
      device: record.device,
      phone: facts.phone,
      at: Date.parse(record.committedAt),
    },
    person: { name: facts.rosterName, idNumber: record.idNumber, cardExpired: record.card.expired },
    year: record.year,
    method: record.method,
    means: record.means,
    age: ageOn(facts.birth, facts.ageAsOf),
    appended: { ...place, origin: record.device },
  };
  const bytes = encodeReceipt(confirmationSlip(confirmation, wording.value), profile.value);
  if (!bytes.ok) throw new Error(bytes.error.detail);
  return pictureDifference(drawPaper(bytes.value, profile.value), printed);
}
