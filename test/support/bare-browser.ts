import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import WebSocket from 'ws';
import { z } from 'zod';
import { CHROMIUM, CHROMIUM_FLAGS } from './chromium.ts';
import { eventually } from './eventually.ts';

const Targets = z.array(z.object({ type: z.string(), webSocketDebuggerUrl: z.string() }));
const Answer = z.object({
  id: z.number(),
  result: z
    .object({
      result: z.object({ value: z.unknown().optional() }).optional(),
      metrics: z.array(z.object({ name: z.string(), value: z.number() })).optional(),
    })
    .optional(),
});

/** What a test machine needs beside the flags of a device: no sandbox for root, no graphics card, a made-up camera. */
const NO_DEVICE = ['--no-sandbox', '--disable-gpu', '--use-fake-device-for-media-stream'];

const SCREEN_MS = 60_000;

/** A process of the browser: what Chromium calls it (`browser`, `renderer`, `gpu-process`, `utility …`) and its id. */
export interface BrowserProcess {
  readonly kind: string;
  readonly pid: number;
}

export interface BareBrowserOptions {
  /** Film for the camera (.mjpeg or .y4m). */
  readonly film: string;
  /** Flags of the device's screen, in place of those that tests use. */
  readonly deviceFlags?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Program and arguments to put before Chromium's. */
  readonly before?: readonly string[];
}

/**
 * The kiosk's screen in Chromium with nothing that watches it: no inspector domain is enabled, so that nothing of a
 * page is kept for an inspector. Script is run in the page only to press and to look.
 */
export class BareBrowser {
  readonly profile: string;
  readonly #child: ChildProcess;
  #page: WebSocket | undefined;
  #asked = 0;

  private constructor(child: ChildProcess, profile: string) {
    this.#child = child;
    this.profile = profile;
  }

  /** Opens `url` at 1920 x 1080. */
  static async open(url: string, options: BareBrowserOptions): Promise<BareBrowser> {
    const profile = mkdtempSync(join(tmpdir(), 'bare-browser-'));
    const [program = CHROMIUM, ...rest] = [...(options.before ?? []), CHROMIUM];
    const child = spawn(
      program,
      [
        ...rest,
        ...(options.deviceFlags === undefined ? CHROMIUM_FLAGS : [...options.deviceFlags, ...NO_DEVICE]),
        '--headless',
        '--incognito',
        '--window-size=1920,1080',
        `--user-data-dir=${profile}`,
        '--remote-debugging-port=0',
        `--use-file-for-fake-video-capture=${options.film}`,
        url,
      ],
      { stdio: 'ignore', env: { ...process.env, ...options.env } },
    );
    const browser = new BareBrowser(child, profile);
    try {
      await eventually('the page', () => browser.#connect().catch(() => false), 30_000);
      return browser;
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  /** All processes of it that run now, with the kind that their command lines tell. */
  processes(): BrowserProcess[] {
    return descendants(this.#child.pid ?? 0).flatMap((pid) => {
      const line = readOrNothing(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');
      if (!line.includes('chromium')) return [];
      const type = /--type=(\S+)/.exec(line)?.[1] ?? 'browser';
      const part = /--utility-sub-type=(\S+)/.exec(line)?.[1] ?? '';
      return [{ kind: `${type} ${part}`.trim(), pid }];
    });
  }

  /** The value of an expression in the page, which must be plain data. */
  async look(expression: string): Promise<unknown> {
    const answer = await this.#ask('Runtime.evaluate', { expression, returnByValue: true });
    return answer?.result?.value;
  }

  /** Seconds in which the page's main thread did anything, since it began. From the first call on it is counted. */
  async busySeconds(): Promise<number> {
    await this.#ask('Performance.enable', {});
    const answer = await this.#ask('Performance.getMetrics', {});
    return answer?.metrics?.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
  }

  /** Waits until one of the screens is shown; returns its name. */
  async screen(...names: readonly string[]): Promise<string> {
    let last: unknown = '';
    const seen = await eventually(
      `screen ${names.join(' or ')}`,
      async () => {
        // A page that is just being loaded anew has no answer.
        last = await this.look(`document.querySelector('[data-screen]')?.dataset.screen`).catch(
          () => undefined,
        );
        return typeof last === 'string' && names.includes(last) ? last : undefined;
      },
      SCREEN_MS,
    );
    return seen;
  }

  /** Presses the n-th control of an act, once it is there; waits out the rest after a screen change. */
  async press(act: string, nth = 0): Promise<void> {
    await wait(700);
    const there = `document.querySelectorAll('[data-act="${act}"]')[${nth}]`;
    await eventually(`control ${act}`, async () => (await this.look(`${there} !== undefined`)) === true);
    await this.look(`${there}.click()`);
  }

  /** Types on the keypad of the screen. */
  async type(digits: string): Promise<void> {
    for (const digit of digits) {
      await this.look(`document.querySelector('[data-act="key-${digit}"]').click()`);
      await wait(260);
    }
  }

  async close(): Promise<void> {
    this.#page?.terminate();
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = new Promise((resolve) => this.#child.once('exit', resolve));
      for (const pid of descendants(this.#child.pid ?? 0)) killQuietly(pid);
      await ended;
    }
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  async #ask(method: string, params: Readonly<Record<string, unknown>>) {
    const page = this.#page;
    if (page === undefined) throw new Error('no page');
    const id = ++this.#asked;
    const answer = new Promise<z.infer<typeof Answer>['result']>((resolve, reject) => {
      const gone = (): void => reject(new Error('the page is gone'));
      const hear = (data: WebSocket.RawData): void => {
        const said = Answer.safeParse(JSON.parse(String(data)));
        if (!said.success || said.data.id !== id) return;
        page.off('message', hear);
        page.off('close', gone);
        resolve(said.data.result);
      };
      page.on('message', hear);
      page.once('close', gone);
    });
    page.send(JSON.stringify({ id, method, params }));
    return answer;
  }

  async #connect(): Promise<boolean> {
    const port = readFileSync(join(this.profile, 'DevToolsActivePort'), 'utf8').split('\n')[0];
    const targets = Targets.parse(await (await fetch(`http://127.0.0.1:${port}/json/list`)).json());
    const target = targets.find(({ type }) => type === 'page');
    if (target === undefined) return false;
    const page = new WebSocket(target.webSocketDebuggerUrl);
    await new Promise((resolve, reject) => {
      page.once('open', resolve);
      page.once('error', reject);
    });
    this.#page = page;
    return true;
  }
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

/** `pid` and all below it; Chromium starts processes from several threads, so parents are asked, not children. */
function descendants(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name): [number, number] => {
      // The name of the program, in brackets, may hold anything.
      const [, parent = '0'] = readOrNothing(`/proc/${name}/stat`).split(') ').at(-1)?.split(' ') ?? [];
      return [Number(name), Number(parent)];
    });
  const below = (id: number): number[] => [
    id,
    ...parents.flatMap(([child, parent]) => (parent === id ? below(child) : [])),
  ];
  return below(pid);
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended with its parent.
  }
}
