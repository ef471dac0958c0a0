import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolderDurably, writeFileDurably } from '../../config/index.ts';
import { INBOX_KINDS, type InboxKind } from '../../domain/county/index.ts';
import { exportLog } from '../../ledger/index.ts';

/** Signed files that are looked at on one stick, at most. */
const MOST_FILES = 1000;
const BLOB = /^[0-9a-f]{64}$/;
const GROUP = /^[0-9a-f]{2}$/;

/**
 * Puts everything for the county on a stick: the published log, its sealed blobs, whose it is (`kiosk.json`, for
 * messages only), and an empty `inbox/` for the way back. Safe while a daemon writes. Throws a LedgerFault as
 * `exportLog` does.
 */
export async function exportStick(
  ledgerFolder: string,
  target: string,
  device: string,
): Promise<{ size: number; blobs: number }> {
  const { size } = await exportLog(ledgerFolder, target);
  const blobs = copyBlobs(join(ledgerFolder, 'blob'), join(target, 'blob'));
  makeFolderDurably(join(target, 'inbox'));
  writeFileDurably(
    join(target, 'kiosk.json'),
    `${JSON.stringify({ format: 'youfu-stick/1', device })}\n`,
    0o644,
  );
  return { size, blobs };
}

/** A blob is named by its content: what is there already is left. */
function copyBlobs(from: string, to: string): number {
  if (!existsSync(from)) return 0;
  let count = 0;
  for (const group of readdirSync(from).filter((name) => GROUP.test(name)))
    for (const name of readdirSync(join(from, group)).filter((file) => BLOB.test(file))) {
      const path = join(to, group, name);
      const bytes = readFileSync(join(from, group, name));
      if (!existsSync(path) || statSync(path).size !== bytes.length) writeFileDurably(path, bytes, 0o644);
      count += 1;
    }
  return count;
}

/** A signed file on a stick. */
export interface StickFile {
  readonly path: string;
  readonly kind: InboxKind;
}

/**
 * The signed files in a stick's `inbox/`, orders before cosignatures before rosters; files of other names are passed
 * over. Throws when the folder cannot be read.
 */
export function stickFiles(stick: string): StickFile[] {
  const inbox = join(stick, 'inbox');
  if (!existsSync(inbox)) return [];
  const names = readdirSync(inbox).sort();
  const kinds: readonly InboxKind[] = ['order', 'cosignature', 'roster'];
  return kinds
    .flatMap((kind) => {
      const form = new RegExp(`^${kind}-[0-9a-f]{16}\\.${INBOX_KINDS[kind].ending}$`);
      return names.filter((name) => form.test(name)).map((name) => ({ path: join(inbox, name), kind }));
    })
    .slice(0, MOST_FILES);
}

/** Removes a file that the kiosk has; a stick that is read-only keeps it, which harms nothing. */
export function forgetStickFile({ path }: StickFile): void {
  try {
    rmSync(path);
  } catch {
    // It is offered again the next time, and answered with `had`.
  }
}
