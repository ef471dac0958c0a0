import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { packageFolder, readEventBook } from '../../config/index.ts';
import { eventBookPage } from './event-book.ts';
import { eventTypes } from './event-types.ts';
import { deliverFile, deliverPage } from './page.ts';

const book = readEventBook();
deliverPage('event-book.md', eventBookPage(book));
deliverFile('domain/ledger-event.ts', formatted(eventTypes(book)));

/** As biome would write it: the check of formatting looks at generated sources too. */
function formatted(source: string): string {
  const biome = join(packageFolder(), 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const args = [biome, 'format', '--stdin-file-path=domain/ledger-event.ts'];
  const done = spawnSync(process.execPath, args, { cwd: packageFolder(), encoding: 'utf8', input: source });
  if (done.status !== 0) throw new Error(done.stderr);
  return done.stdout;
}
