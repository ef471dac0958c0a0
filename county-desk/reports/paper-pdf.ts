import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fail, ok, type Result } from '../../domain/index.ts';

/** Debian's Chromium, unless CHROMIUM names another. */
const CHROMIUM = '/usr/bin/chromium';
/** Longest time for one paper, in milliseconds. */
const PRINT_MS = 90_000;

/**
 * Prints an HTML document to PDF with Chromium, which gets no network and no profile of anybody. Error: E-COUNTY-105
 * (no Chromium, or it did not print in time). The temporary folder, readable by this user only, is removed.
 */
export async function printPdf(
  html: string,
  chromium = process.env.CHROMIUM ?? CHROMIUM,
): Promise<Result<Buffer>> {
  const folder = mkdtempSync(join(tmpdir(), 'youfu-print-'));
  try {
    const page = join(folder, 'paper.html');
    const pdf = join(folder, 'paper.pdf');
    writeFileSync(page, html, { mode: 0o600 });
    const ended = await run(chromium, [
      '--headless',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-extensions',
      '--host-resolver-rules=MAP * ~NOTFOUND',
      '--proxy-server=127.0.0.1:9',
      `--user-data-dir=${join(folder, 'profile')}`,
      // Chromium's sandbox does not start for root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--no-pdf-header-footer',
      `--print-to-pdf=${pdf}`,
      pathToFileURL(page).href,
    ]);
    if (ended !== 0) return fail('E-COUNTY-105', `${chromium} ended with ${ended}`);
    const bytes = readFileSync(pdf);
    return bytes.subarray(0, 5).toString('latin1') === '%PDF-' ? ok(bytes) : fail('E-COUNTY-105', 'no PDF');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    return fail('E-COUNTY-105', code);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** Exit status, or the name of what ended it. Spawn's own time limit would hold the program up where there is no Chromium. */
function run(command: string, args: readonly string[]): Promise<number | string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'ignore' });
    const limit = setTimeout(() => child.kill('SIGKILL'), PRINT_MS);
    child.once('error', (error) => {
      clearTimeout(limit);
      reject(error);
    });
    child.once('exit', (code, signal) => {
      clearTimeout(limit);
      resolve(code ?? signal ?? 'nothing');
    });
  });
}
