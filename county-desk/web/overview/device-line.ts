import { SILENT_AFTER_DAYS } from '../../figures/index.ts';
import type { DeskDevice, DeskParts } from '../desk-parts.ts';

const DAY_MS = 86_400_000;

/** A kiosk as the devices page shows it. */
export interface DeviceLine extends DeskDevice {
  /** Entries that the county holds and has verified. */
  readonly size: number;
  /** ISO time of the last verified head; null before the first. */
  readonly pulledAt: string | null;
  /** ISO time of the log's last entry; null before the first. */
  readonly lastEntryAt: string | null;
  /** Whole days since its last entry; null when it has none. */
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
    // A kiosk whose clock runs ahead is not silent for less than nothing.
    const silentMs = lastEntryAt === null ? null : Math.max(0, now - Date.parse(lastEntryAt));
    return {
      ...device,
      size: head?.size ?? 0,
      pulledAt,
      lastEntryAt,
      silentDays: silentMs === null ? null : Math.floor(silentMs / DAY_MS),
      silent: silentMs === null || silentMs > SILENT_AFTER_DAYS * DAY_MS,
    };
  });
  return lines.sort((a, b) => urgency(b) - urgency(a) || (a.kiosk < b.kiosk ? -1 : 1));
}

function urgency(line: DeviceLine): number {
  return (line.quarantined ? 4 : 0) + (line.alarms.length > 0 ? 2 : 0) + (line.silent ? 1 : 0);
}
