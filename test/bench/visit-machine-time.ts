import { runKiosk } from '../support/running-kiosk.ts';
import { driveStaffVisit, type VisitTimes } from '../support/staff-visit.ts';
import { type Bench, median } from './bench-line.ts';

const PEOPLE = ['p011', 'p012', 'p013', 'p014', 'p015'];

/** Machine time of a visit by the staff check: a driver acts at once, so no person's wait is in it. */
export const visitMachineTime: Bench = {
  name: 'visit-machine-time',
  run: async () => {
    const kiosk = await runKiosk();
    try {
      const visits: VisitTimes[] = [];
      for (const person of PEOPLE) visits.push(await driveStaffVisit(kiosk, person));
      const of = (pick: (visit: VisitTimes) => number): number => median(visits.map(pick));
      return [
        { name: 'visit-machine-time', value: of((visit) => visit.whole), unit: 'ms' },
        { name: 'visit-card-to-greeting', value: of((visit) => visit.cardToGreeting), unit: 'ms' },
        { name: 'visit-mark-to-done', value: of((visit) => visit.markToDone), unit: 'ms' },
        { name: 'visit-mark-to-printed', value: of((visit) => visit.markToPrinted), unit: 'ms' },
      ];
    } finally {
      await kiosk.stop();
      kiosk.remove();
    }
  },
};
