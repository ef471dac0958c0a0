import canonicalize from 'canonicalize';
import type { Command } from 'commander';
import { benefitTypes, figureWords } from '../../config/index.ts';
import { fail } from '../../domain/index.ts';
import { figuresText, reckonFigures } from '../figures/index.ts';
import { incompleteKiosks } from '../store/index.ts';
import { end, now } from './end.ts';
import { atDesk } from './open-desk.ts';

/** `county figures` and `county check`. */
export function registerFigures(program: Command): void {
  program
    .command('figures')
    .description("the campaign's figures at a stated instant")
    .option('--as-of <iso>', 'instant, e.g. 2026-11-30T16:00:00Z; now by default')
    .option('--json', 'canonical JSON (RFC 8785) rather than tables', false)
    .action((options: { asOf?: string; json: boolean }) =>
      atDesk(program, async ({ store, acts, campaign }) => {
        const asOf = options.asOf ?? now();
        if (Number.isNaN(Date.parse(asOf))) return end(program, fail('E-COUNTY-082', asOf));
        // What an earlier program wrote down last may not be in the store yet.
        await acts.catchUp();
        const persons = store.persons(campaign.year, asOf);
        const figures = await reckonFigures({ campaign, asOf, persons, kiosks: await store.kiosks(asOf) });
        console.log(
          options.json ? canonicalize(figures) : figuresText(figures, figureWords(), benefitTypes()),
        );
      }),
    );
  program
    .command('check')
    .description('compare the number of entries in the store with the head of every kiosk')
    .action(() =>
      atDesk(program, async ({ store }) => {
        const heads = await store.heads();
        const incomplete = await incompleteKiosks(store);
        for (const { kiosk, size, rows } of incomplete)
          console.error(`${kiosk}: ${rows} entries in the store, ${size} under its head`);
        console.log(`checked: ${heads.length} kiosks, ${incomplete.length} incomplete`);
        if (incomplete.length > 0) end(program, fail('E-COUNTY-083', `${incomplete.length} kiosks`));
      }),
    );
}
