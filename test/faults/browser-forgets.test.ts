import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { BareBrowser } from '../support/bare-browser.ts';
import { type MarkForm, marksIn } from '../support/marked-face.ts';
import { GRAIN_LUMA, markedFilm } from '../support/marked-film.ts';
import { importRoster, kioskProcesses, program, searchFiles, told } from '../support/planted-kiosk.ts';
import { writePlantedFiles } from '../support/planted-person.ts';
import { searchMemory, type Trace } from '../support/process-memory.ts';
import { type RunningKiosk, runKiosk } from '../support/running-kiosk.ts';
import { operatorOf } from '../support/staff-visit.ts';

/** Frames enough to have gone through camera, page, guidance, websocket and daemon. */
const FACE_MS = 4_000;
/** On the idle screen the page moves to a process of its own, and the last one ends. */
const NEW_PROCESS_MS = 6_000;

/** The process that every websocket goes through, and how many rows of the mark it may still hold: never a picture. */
const NETWORK = 'utility network.mojom.NetworkService';
const NETWORK_ROWS = 12;

let kiosk: RunningKiosk;
let browser: BareBrowser;
let folder: string;

test.before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'marked-'));
  kiosk = await runKiosk();
});

test.after(async () => {
  await browser?.close();
  await kiosk.stop();
  kiosk.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** Where marks of the camera's pictures are: `renderer 4711: RGBA 48`, a line for each process that holds any. */
async function marked(): Promise<{ lines: string[]; forms: Map<string, Set<MarkForm>> }> {
  const { daemon, bridge } = await kioskProcesses(kiosk);
  const all = [...browser.processes(), { kind: 'daemon', pid: daemon }, { kind: 'bridge', pid: bridge }];
  const lines: string[] = [];
  const forms = new Map<string, Set<MarkForm>>();
  for (const { kind, pid } of all) {
    const found = await marksIn(pid);
    if (found.size === 0) continue;
    lines.push(`${kind} ${pid}: ${[...found].map(([form, times]) => `${form} ${times}`).join(', ')}`);
    forms.set(kind, new Set([...(forms.get(kind) ?? []), ...found.keys()]));
  }
  return { lines, forms };
}

const renderers = (): number[] =>
  browser.processes().flatMap(({ kind, pid }) => (kind === 'renderer' ? [pid] : []));

/** What of the person's texts and photo the browser's processes hold. */
async function traced(traces: readonly Trace[]): Promise<string[]> {
  const lines: string[] = [];
  for (const { kind, pid } of browser.processes())
    lines.push(...told(await searchMemory(pid, traces)).map((line) => `${kind}: ${line}`));
  return lines;
}

test('after a visit the marked face is in no process of browser and kiosk, and in no file', async () => {
  const film = await markedFilm(join(folder, 'marked.y4m'), 'anna');
  const { csv, card, traces } = await writePlantedFiles(folder);
  await importRoster(kiosk, folder, csv);
  browser = await BareBrowser.open(kiosk.url, { film });
  await browser.screen('idle');

  await program(kiosk, 'kiosk', 'sim', 'insert', card);
  await browser.press('begin');
  await browser.press('face');
  await browser.screen('face');
  await wait(FACE_MS);
  // The search must be able to fail: now the camera runs.
  const { forms, lines } = await marked();
  const holds = (kind: RegExp, form: MarkForm): boolean =>
    [...forms].some(([name, found]) => kind.test(name) && found.has(form));
  for (const [kind, form] of [
    [/video_capture/, 'luma'],
    [/renderer/, 'luma'],
    [/renderer/, 'chroma'],
    [/renderer/, 'RGBA'],
    [/renderer/, 'BGRA'],
    [/renderer/, 'floats 0..1'],
    [/gpu-process/, 'RGBA'],
    [/daemon/, 'RGBA'],
  ] as const)
    assert.ok(holds(kind, form), `in mid-visit ${kind} holds ${form}: ${lines.join('; ')}`);

  // The search takes longer than a try may.
  if ((await browser.screen('face', 'staff-call')) === 'face') await browser.press('staff');
  await browser.screen('staff-call');
  const { id, pin } = operatorOf(kiosk);
  await browser.press('key-operator');
  await browser.type(id);
  await browser.press('key-pin');
  await browser.type(pin);
  await browser.press('staff-login');
  await browser.screen('staff-compare');
  await wait(1_500);
  assert.match(
    (await traced(traces)).join(),
    /photo pixels/,
    'in mid-visit the browser holds the photo of the card',
  );
  await browser.press('judge');
  await browser.screen('staff-attest');
  await browser.press('key-old-photo');
  await browser.press('attest');
  await browser.press('contact-right');
  await browser.screen('sign');
  await browser.press('mark');
  await browser.screen('done');
  await program(kiosk, 'kiosk', 'sim', 'remove');
  await browser.screen('idle');
  const renderer = renderers();
  await wait(NEW_PROCESS_MS);
  await browser.screen('idle');
  assert.not.equal(renderers(), renderer, 'the process of the page is another one');

  const { lines: left } = await marked();
  const network = left.filter((line) => line.startsWith(NETWORK));
  assert.equal(
    left.filter((line) => !network.includes(line)),
    [],
    'the face in memory',
  );
  // Rows of pieces of a frame, in buffers that it has let go of: docs/forgetting.md.
  const rows = network.map((line) => Number(/: RGBA (\d+)$/.exec(line)?.[1] ?? Number.NaN));
  assert.ok(
    rows.every((count) => count <= NETWORK_ROWS),
    network.join(),
  );
  const grain: Trace = { what: 'camera picture', kind: 'bytes', form: 'luma', bytes: GRAIN_LUMA };
  for (const path of [dirname(kiosk.data), browser.profile])
    assert.equal(told(searchFiles(path, [grain])), [], `the face in files below ${path}`);
  assert.equal(told(searchFiles(browser.profile, traces)), [], 'the person in the profile of the browser');
  assert.equal(await traced(traces), [], 'the person in memory of the browser');
});

test.run();
