import type { Command } from 'commander';
import { fail } from '../../domain/index.ts';
import { rebuild } from '../rebuild/index.ts';
import { end, orEnd } from './end.ts';
import { atDesk } from './open-desk.ts';

/** `county rebuild`. */
export function registerRebuild(program: Command): void {
  program
    .command('rebuild')
    .description("fill the store from the mirror's bundles, the kept rosters and the county's own ledger")
    .option('--anew', 'empty the store first: what is kept elsewhere is all there is to know', false)
    .action(({ anew }: { anew: boolean }) =>
      atDesk(program, async ({ folder, store, acts }) => {
        if (anew) await store.clear();
        const done = orEnd(program, await rebuild({ folder, store, acts }));
        for (const { kiosk, error } of done.refused)
          console.error(`${kiosk}: ${error.code} ${error.detail ?? ''}`);
        for (const { kiosk, entries } of done.kiosks) console.log(`${kiosk}: ${entries} entries`);
        console.log(
          `rebuilt: ${done.kiosks.length} kiosks, roster version ${done.rosterVersion}, ${done.acts} acts`,
        );
        if (done.incomplete.length > 0)
          end(program, fail('E-COUNTY-083', done.incomplete.map(({ kiosk }) => kiosk).join(', ')));
        if (done.refused.length > 0)
          end(program, fail('E-COUNTY-081', done.refused.map(({ kiosk }) => kiosk).join(', ')));
      }),
    );
}
