import { z } from 'zod';
import { fail, ok, type Result } from '../../../domain/index.ts';
import { settleAlarm } from '../../pull/index.ts';
import { parseForm, Reason } from '../form.ts';
import { deviceLines } from '../overview/device-line.ts';
import { DevicesPage } from '../pages/DevicesPage.tsx';
import { ALL, type Answer, DECIDERS, go, type OwnVisit, page, type Route } from '../route.ts';
import { contextOf } from './page-context.ts';
import { refused } from './refused.ts';

const SettleForm = z.object({ id: z.string().max(40), words: Reason });

/** The kiosks, and their alarms. */
export const DEVICE_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/devices', who: ALL, handle: devices },
  { method: 'POST', path: '/devices/:kiosk/alarm-settled', who: DECIDERS, handle: settle },
];

async function devices(visit: OwnVisit): Promise<Answer> {
  const { parts } = visit.desk;
  const asOf = new Date(parts.clock()).toISOString();
  return page(<DevicesPage context={contextOf(visit, asOf)} devices={await deviceLines(parts)} />);
}

/** Ends the quarantine: an approver's decision, with what was found out. */
async function settle(visit: OwnVisit): Promise<Answer> {
  const { desk, session, form, params } = visit;
  const done = await desk.once(form.form ?? '', async (): Promise<Result<void>> => {
    const parsed = parseForm(SettleForm, form);
    if (!parsed.ok) return parsed;
    const { id, words } = parsed.value;
    const kiosk = params.kiosk ?? '';
    const open = desk.parts.devices().find((device) => device.kiosk === kiosk)?.alarms ?? [];
    const alarm = open.find((one) => one.id === id);
    if (alarm === undefined) return fail('E-COUNTY-132');
    // The ledger first: a quarantine never ends without a trace.
    await desk.act(session, { act: 'alarm-settled', kiosk, code: alarm.code, words });
    const at = new Date(desk.parts.clock()).toISOString();
    const settled = settleAlarm(desk.parts.folder, id, { at, by: session.account.name, words });
    return settled.ok ? ok(undefined) : settled;
  });
  return done?.ok === false ? refused(visit, done.error) : go('/devices', 'alarm-settled');
}
