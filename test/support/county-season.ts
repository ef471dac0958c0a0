import type { DeviceState } from '../../county-desk/reports/index.ts';
import type { TestDesk } from './county-desk.ts';
import { type AtKiosk, outcomeOf, takeVisits } from './county-visits.ts';

export const KIOSKS = ['kiosk-990000-01', 'kiosk-990000-02', 'kiosk-990000-03'] as const;

/** Five in six come by the end of November: by face or staff at kiosks, some at home; a few cases stand apart. */
export async function playSeason(desk: TestDesk): Promise<void> {
  const { people, acts, store } = desk;
  const atKiosk: AtKiosk[][] = [[], [], []];
  for (const [i, { person, row }] of people.entries()) {
    const day = new Date(
      Date.parse('2026-10-16T01:00:00.000Z') + (i % 45) * 86_400_000 + i * 1000,
    ).toISOString();
    const own = atKiosk[i % 3];
    if (row.status === 'deceased')
      own?.push(outcomeOf(person, day, { outcome: 'PENDING_COUNTY', means: 'staff' }));
    else if (i % 6 === 5) {
      if (i % 12 === 5)
        own?.push(outcomeOf(person, day, { outcome: i % 24 === 5 ? 'DECLINED_ALL' : 'ABANDONED' }));
    } else if (i % 4 === 1) {
      const on = day.slice(0, 10);
      const source = '手持终端上门';
      desk.setNow(day);
      await acts.append('cli:zhao', {
        act: 'confirmed-elsewhere',
        person,
        year: 2026,
        method: 'home-visit',
        means: 'staff',
        on,
        source,
      });
    } else if (i % 5 === 2) own?.push(outcomeOf(person, day, { outcome: 'CONFIRMED_STAFF', means: 'staff' }));
    else own?.push(outcomeOf(person, day));
  }
  for (const [k, entries] of atKiosk.entries())
    await takeVisits(
      store,
      KIOSKS[k] ?? '',
      entries.sort((a, b) => (a.at < b.at ? -1 : 1)),
    );
  desk.setDevices(
    KIOSKS.map(
      (device, k): DeviceState => ({
        device,
        station: ['青山乡退役军人服务站', '白河镇退役军人服务站', '红旗镇退役军人服务站'][k] ?? '',
        enrolledAt: '2026-09-20T02:00:00.000Z',
        lastEntryAt: k === 2 ? '2026-11-12T02:00:00.000Z' : '2026-11-29T02:00:00.000Z',
        entries: 400 + k,
        alarmed: false,
      }),
    ),
  );
  desk.setNow('2026-12-04T09:00:00.000Z');
}
