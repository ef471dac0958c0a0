import type { Order } from '../domain/county/index.ts';
import { fail, type LedgerEvent, ok, type Result } from '../domain/index.ts';
import { LedgerFault } from '../ledger/index.ts';
import { CountyLine, type LineEvent } from './county-api/index.ts';
import { loadDeviceKeys } from './identity/index.ts';
import type { VisitParts } from './visit/index.ts';

export interface LineParts {
  readonly parts: VisitParts;
  /** Port in place of that of the settings, for a second kiosk on one machine; 0 takes a free one. */
  readonly port?: number;
  /** Whether a visit is under way. */
  busy(): boolean;
  /** Name of the screen that is shown. */
  showing(): string;
}

/** Opens the line to the county over the parts of a running device. */
export function openCountyLine({ parts, port, busy, showing }: LineParts): Promise<CountyLine> {
  const { dataFolder, trust, ledger, roster, software, log } = parts;
  const settings = parts.settings().county;
  return CountyLine.open({
    dataFolder,
    trust,
    settings: port === undefined ? settings : { ...settings, port },
    async importRoster(bytes) {
      const keys = await loadDeviceKeys(dataFolder);
      return keys.ok ? roster.importPackage(bytes, keys.value, trust) : keys;
    },
    async takeCosignature(note) {
      const taken = await ledger.takeCosignature(note);
      return taken.ok ? ok(undefined) : taken;
    },
    applyOrder: (order, sha256) => applyOrder(parts, order, sha256),
    busy,
    health: () => ({
      device: trust.device,
      software,
      at: new Date(parts.now()).toISOString(),
      size: ledger.size,
      outage: ledger.outage,
      showing: showing(),
      roster: roster.info() ?? null,
    }),
    tell: (event) => note(parts, event),
    log,
  });
}

/** Puts an order of the county into effect on this device's parts. Errors: those of an append. */
async function applyOrder(parts: VisitParts, order: Order, sha256: string): Promise<Result<void>> {
  const { recipients, ledger, ledgerCare } = parts;
  if (order.kind === 'retention') ledgerCare.keepFor(order.months);
  if (order.kind !== 'recipients') return ok(undefined);
  try {
    return ok(await recipients.change(order.recipients, sha256, ledger));
  } catch (error) {
    if (error instanceof LedgerFault) return fail(error.code);
    throw error;
  }
}

/** Tells technician and log what came over the line. A roster that was taken is told between two visits, by these. */
function note({ ledger, log }: VisitParts, event: LineEvent): void {
  const { what, ...facts } = event;
  log({ event: what, ...facts });
  const entry = entryOf(event);
  if (entry === undefined) return;
  ledger.append(entry).catch(() => log({ event: 'not-logged', what: entry.event }));
}

function entryOf(event: LineEvent): LedgerEvent | undefined {
  if (event.what === 'order-taken') return { event: 'order-taken', kind: event.kind, sha256: event.sha256 };
  if (event.what === 'line-refused') return { event: 'line-refused', code: event.code, count: event.count };
  if (event.what === 'refused' && event.kind === 'roster')
    return { event: 'roster-rejected', code: event.code };
  return undefined;
}
