import { KIOSK_ENTRIES } from '../../domain/tlog/index.ts';
import { type LogReport, verifyLog } from '../../ledger/index.ts';

/** Checks a kiosk's log, or an exported one, against its verifier key (`verifyLog`). */
export async function verifyLedger(folder: string, vkey: string): Promise<LogReport> {
  return verifyLog(folder, vkey, KIOSK_ENTRIES);
}
