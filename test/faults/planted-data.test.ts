import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { KioskScreen, type PushedScreen } from '../support/kiosk-screen.ts';
import { importRoster, kioskProcesses, program, searchFiles, told } from '../support/planted-kiosk.ts';
import { PLANTED, PLANTED_STROKES, plantedFrame, writePlantedFiles } from '../support/planted-person.ts';
import { type Finding, searchMemory, type Trace } from '../support/process-memory.ts';
import { type RunningKiosk, runKiosk } from '../support/running-kiosk.ts';
import { operatorOf } from '../support/staff-visit.ts';

/** Pause between two frames: the next comes before the last was looked at. */
const FRAME_MS = 30;
const MOST_SEARCHES = 8;

let kiosk: RunningKiosk;
/** What the person and the county bring; outside the kiosk's folders. */
let folder: string;
/** What the kiosk's programs take for the system's temporary folder. */
let temporary: string;

test.before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'planted-'));
  temporary = mkdtempSync(join(tmpdir(), 'planted-tmp-'));
  kiosk = await runKiosk(undefined, undefined, { env: { TMPDIR: temporary } });
});

test.after(async () => {
  await kiosk.stop();
  kiosk.remove();
  for (const path of [folder, temporary]) rmSync(path, { recursive: true, force: true });
});

const kindsOf = (findings: readonly Finding[]): Set<string> =>
  new Set(findings.map(({ trace }) => trace.what));

const onTheCard = ({ what }: Trace): boolean => ['name', 'idNumber', 'cardAddress'].includes(what);

/** Forms in which the daemon holds the person during the face step. The rest is left out: a try has its time. */
const heldInMidVisit = ({ what, form }: Trace): boolean =>
  [
    'name, UTF-16LE',
    'idNumber, UTF-8',
    'photo pixels, RGB',
    'camera frame, RGBA',
    'embedding, floats',
  ].includes(`${what}, ${form}`);

/** The face step with planted frames; `during` runs while frames are coming. */
async function faceStep(
  screen: KioskScreen,
  greeting: PushedScreen,
  during: () => Promise<void>,
): Promise<void> {
  screen.act(greeting, { act: 'begin' });
  screen.act(await screen.until((show) => show.screen === 'face-consent'), { act: 'face' });
  const face = await screen.until((show) => show.screen === 'face');
  screen.act(face, { act: 'camera-ready' });
  const begun = performance.now();
  let sent = 0;
  const sending = setInterval(() => {
    screen.frame(plantedFrame(++sent, Math.round(performance.now() - begun)));
  }, FRAME_MS);
  try {
    await during();
  } finally {
    clearInterval(sending);
  }
  assert.ok(sent >= 3, `${sent} frames`);
  screen.act(face, { act: 'staff' });
}

/** Staff compare, with the card's photo fetched as their screen does; contact with a new phone; a signature. */
async function staffStep(screen: KioskScreen): Promise<void> {
  const { id, pin } = operatorOf(kiosk);
  const call = await screen.until((show) => show.screen === 'staff-call');
  screen.act(call, { act: 'staff-login', operator: id, pin });
  const compare = await screen.until((show) => show.screen === 'staff-compare');
  assert.ok((await screen.cardPhoto()).length > 1000, 'staff see the photo');
  screen.act(compare, { act: 'judge', judgement: 'same' });
  const attest = await screen.until((show) => show.screen === 'staff-attest');
  screen.act(attest, { act: 'attest', reason: 'face-changed' });
}

async function contactAndSign(screen: KioskScreen): Promise<void> {
  screen.act(await screen.until((show) => show.screen === 'contact'), { act: 'contact-wrong' });
  screen.act(await screen.until((show) => show.screen === 'contact-choose'), { act: 'choose-phone' });
  const change = await screen.until((show) => show.screen === 'change-phone');
  screen.act(change, { act: 'change-phone', phone: PLANTED.newPhone });
  screen.act(await screen.until((show) => show.screen === 'contact'), { act: 'contact-right' });
  const sign = await screen.until((show) => show.screen === 'sign');
  screen.act(sign, { act: 'sign', strokes: PLANTED_STROKES });
  await screen.until((show) => show.screen === 'done' && show.props.slip === 'printed');
}

test('after a visit nothing of the person is found in files or memory', async () => {
  const { csv, card, traces } = await writePlantedFiles(folder);
  await importRoster(kiosk, folder, csv);
  const { daemon, bridge } = await kioskProcesses(kiosk);
  assert.equal(told(await searchMemory(daemon, traces)), [], 'the daemon, before the visit');
  assert.ok(searchFiles(folder, traces).length > 0, 'the search finds what lies in files');

  const screen = await KioskScreen.open(kiosk.url);
  try {
    await screen.until((show) => show.screen === 'idle');
    await program(kiosk, 'kiosk', 'sim', 'insert', card);
    // The search must be able to fail: now the person is here.
    const greeting = await screen.until((show) => show.screen === 'greeting');
    assert.ok(
      (await searchMemory(bridge, traces.filter(onTheCard))).length > 0,
      'in mid-visit the bridge holds something of the card',
    );
    await faceStep(screen, greeting, async () => {
      // A frame is there only until it was looked at: it takes some searches to meet one.
      const wanted = ['name', 'idNumber', 'photo pixels', 'camera frame', 'embedding'];
      const held = new Set<string>();
      for (let search = 0; search < MOST_SEARCHES && !wanted.every((what) => held.has(what)); search++)
        for (const kind of kindsOf(await searchMemory(daemon, traces.filter(heldInMidVisit)))) held.add(kind);
      for (const what of wanted) assert.ok(held.has(what), `in mid-visit the daemon holds the ${what}`);
    });
    await staffStep(screen);
    await contactAndSign(screen);
    await program(kiosk, 'kiosk', 'sim', 'remove');
    await screen.until((show) => show.screen === 'idle');
  } finally {
    screen.close();
  }
  const after = await kioskProcesses(kiosk);
  assert.equal(after, { daemon, bridge }, 'the same processes served to the end');
  assert.equal(told(searchFiles(dirname(kiosk.data), traces)), [], 'files of device and county');
  assert.equal(told(searchFiles(temporary, traces)), [], 'temporary files');
  assert.equal(told(await searchMemory(daemon, traces)), [], 'memory of the daemon');
  assert.equal(told(await searchMemory(bridge, traces)), [], 'memory of the bridge');
});

test.run();
