import type { DeskParts, DeskDevice } from '../desk-parts.ts';

/** Days without a new entry after which a kiosk counts as silent (A52). */
export const SILENT_DAYS = 7;
const DAY_MS = 86_400_000;

/** A kiosk as the devices page shows it. */
export interface DeviceLine extends DeskDevice {
  /** Entries that the county holds and has verified. */
  readonly size: number;
  /** ISO time of the last verified head; null before the first. */
  readonly pulledAt: string | null;
  /** ISO time of the log's last entry; null before the first. */
  readonly lastEntryAt: string | null;
  /** Whole days since the county last had something new of it; null when it never had. */
  readonly silentDays: number | null;
  readonly silent: boolean;
}

/** Every enrolled kiosk, those that need somebody first. */
export async function deviceLines(parts: DeskParts): Promise<readonly DeviceLine[]> {
  const now = parts.clock();
  const heads = new Map((await parts.store.heads()).map((head) => [head.kiosk, head]));
  const logs = new Map(
    (await parts.store.kiosks(new Date(now).toISOString())).map((log) => [log.kiosk, log]),
  );
  const lines = parts.devices().map((device): DeviceLine => {
    const head = heads.get(device.kiosk);
    const lastEntryAt = logs.get(device.kiosk)?.lastEntryAt ?? null;
    const pulledAt = head?.at ?? null;
    const since = [pulledAt, lastEntryAt].filter((at) => at !== null).map((at) => Date.parse(at));
    // A kiosk whose clock runs ahead is not silent for less than nothing.
    const silentDays = since.length < 2 ? null : Math.max(0, Math.floor((now - Math.min(...since)) / DAY_MS));
    return {
      ...device,
      size: head?.size ?? 0,
      pulledAt,
      lastEntryAt,
      silentDays,
      silent: silentDays === null || silentDays > SILENT_DAYS,
    };
  });
  return lines.sort((a, b) => urgency(b) - urgency(a) || (a.kiosk < b.kiosk ? -1 : 1));
}

function urgency(line: DeviceLine): number {
  return (line.quarantined ? 4 : 0) + (line.alarms.length > 0 ? 2 : 0) + (line.silent ? 1 : 0);
}
