import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../../config/index.ts';

/**
 * Writes a generated page under docs/, or with `--check` among the program's arguments only compares: then the
 * process ends with 1 when the page is not up to date.
 */
export function deliverPage(name: string, content: string): void {
  deliverFile(`docs/${name}`, content);
}

/** The same for any generated file; `name` is its path in the package. */
export function deliverFile(name: string, content: string): void {
  const path = join(packageFolder(), name);
  if (!process.argv.includes('--check')) {
    writeFileSync(path, content);
    return;
  }
  if (existsSync(path) && readFileSync(path, 'utf8') === content) return;
  console.log(`${name} is not up to date: npm run pages`);
  process.exitCode = 1;
}
