import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** What stands in models/manifest.json. */
const Manifest = z.object({
  /** Digest of the profile and of the converter that the models were made with. */
  recipe: z.string(),
  files: z.record(z.string(), z.string()),
});

/** Whether the folder holds exactly what this recipe once made: every file there with its sha256. */
export async function modelsAreRight(folder: string, recipe: string): Promise<boolean> {
  try {
    const manifest = Manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
    if (manifest.recipe !== recipe) return false;
    for (const [name, expected] of Object.entries(manifest.files))
      if (sha256(await readFile(join(folder, name))) !== expected) return false;
    return true;
  } catch {
    return false;
  }
}

/** Puts the files and their manifest in place of the folder: written beside it, made durable, then renamed. */
export async function writeModels(
  folder: string,
  recipe: string,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  const fresh = `${folder}.new-${process.pid}`;
  const old = `${folder}.old-${process.pid}`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  const sums = Object.fromEntries([...files].map(([name, content]) => [name, sha256(content)]));
  for (const [name, content] of files) await writeDurably(join(fresh, name), content);
  const manifest = Manifest.parse({ recipe, files: sums });
  await writeDurably(
    join(fresh, 'manifest.json'),
    Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`),
  );
  await rename(folder, old).catch(() => undefined);
  await rename(fresh, folder);
  await rm(old, { recursive: true, force: true });
  await syncFolder(dirname(folder));
}

async function writeDurably(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

export function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
