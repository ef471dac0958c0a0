import { dayInChina } from '../../domain/index.ts';
import { compare, daysBetween } from '../steps/index.ts';
import { code, count, running, short, text } from './columns.ts';
import { dayOnPaper, footOf, issuerOf, type PaperContext, todayOf } from './context.ts';
import type { Paper } from './paper.ts';

/** What the county knows of a device. */
export interface DeviceState {
  readonly device: string;
  readonly station: string;
  /** ISO instants. Of the last entry that the county holds of it; null before the first. */
  readonly enrolledAt: string;
  readonly lastEntryAt: string | null;
  readonly entries: number;
  /** An alarm of it waits to be settled. */
  readonly alarmed: boolean;
}

/** Days for which nothing came from a device: since its last entry, or since it was enrolled (A52). */
export function silentDays(device: DeviceState, today: string): number {
  const since = device.lastEntryAt ?? device.enrolledAt;
  return Math.max(0, daysBetween(dayInChina(Date.parse(since)), today));
}

/** Devices from which nothing came for longer than the county allows. */
export function silentDevices(
  devices: readonly DeviceState[],
  today: string,
  allowed: number,
): readonly DeviceState[] {
  return devices.filter((device) => silentDays(device, today) > allowed);
}

/** The inventory of devices and their coverage (A75). */
export function deviceInventory(context: PaperContext, devices: readonly DeviceState[]): Paper {
  const { say, asOf, settings } = context;
  const today = todayOf(context);
  const silent = silentDevices(devices, today, settings.silentDays);
  const sorted = devices.toSorted((a, b) => compare(a.station, b.station) || compare(a.device, b.device));
  return {
    slug: 'inventory',
    style: 'form',
    orientation: 'landscape',
    issuer: issuerOf(context),
    number: null,
    title: say('inventory.title'),
    mark: say('paper.internal'),
    blocks: [
      {
        kind: 'paragraph',
        text: say('inventory.text', {
          count: devices.length,
          days: settings.silentDays,
          silent: silent.length,
        }),
      },
      {
        kind: 'table',
        name: say('inventory.title'),
        columns: [
          running(say),
          text(say, 'station-name', 70),
          code(say, 'device', 46),
          short(say, 'enrolled', 26),
          short(say, 'last-pull', 26),
          count(say, 'entries', 20),
          count(say, 'silent', 20),
          short(say, 'state', 36),
        ],
        rows: sorted.map((device, i) => [
          i + 1,
          device.station,
          device.device,
          dayInChina(Date.parse(device.enrolledAt)),
          device.lastEntryAt === null ? say('inventory.never') : dayInChina(Date.parse(device.lastEntryAt)),
          device.entries,
          silentDays(device, today),
          stateOf(context, device, silent.includes(device)),
        ]),
      },
    ],
    closing: {
      issuer: issuerOf(context),
      date: dayOnPaper(say, today),
      seal: false,
      signatures: [say('sign.prepared'), say('sign.checked')],
    },
    asOf,
    foot: footOf(context),
  };
}

function stateOf({ say }: PaperContext, device: DeviceState, silent: boolean): string {
  if (device.alarmed) return say('inventory.alarm');
  return say(silent ? 'inventory.silent' : 'inventory.good');
}
