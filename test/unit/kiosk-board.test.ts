import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { BoardJournal } from '../../device-daemon/board/board-journal.ts';
import { lightsOf } from '../../device-daemon/board/index.ts';
import { Invitation } from '../../device-daemon/board/invitation.ts';
import {
  type BoardEvent,
  BoardLights,
  type BoardState,
  type LedgerEvent,
  type Screen,
} from '../../domain/index.ts';
import { MADE_UP_SCREENS } from '../gallery/made-up-screens.ts';
import { eventually } from '../support/eventually.ts';

const idle: Screen = { screen: 'idle', props: { station: '样例站', paper: 'ok' } };
const done = (slip: 'printing' | 'printed' | 'not-printed', cardOnReader: boolean): Screen => ({
  screen: 'done',
  props: { maskedName: '张×', year: 2026, slip, number: '1', cardExpired: false, cardOnReader },
});

test('every screen has a mode for each of the four lights', () => {
  for (const { name, show } of MADE_UP_SCREENS)
    assert.ok(BoardLights.safeParse(lightsOf(show, false)).success, name);
});

test('the lights lead hand and eye', () => {
  assert.is(lightsOf(idle, false).reader, 'off');
  assert.is(lightsOf(idle, true).reader, 'blink');
  assert.is(lightsOf({ screen: 'card-away', props: {} }, false).reader, 'blink');
  const face: Screen = { screen: 'face', props: { attempt: 1, hint: 'look-here', progress: 0 } };
  assert.is(lightsOf(face, true).camera, 'on');
  assert.is(lightsOf(done('printing', true), true).printer, 'on');
  assert.is(lightsOf(done('printed', true), true).printer, 'blink');
  assert.is(lightsOf(done('printed', true), true).reader, 'blink', 'the card is to be taken');
  assert.is(lightsOf(done('not-printed', false), true).printer, 'off', 'nothing comes out there');
  assert.is(lightsOf({ screen: 'out-of-service', props: { code: '' } }, true).status, 'blink');
});

const state = (link: BoardState['link']): BoardState => ({
  link,
  code: link === 'lost' ? 'E-BOARD-002' : null,
  version: '',
  near: false,
  doorOpen: false,
  powerFailing: false,
  watchdogMs: 0,
  lastReset: 'unknown',
});

test('door, power and link are durable and signed one by one; who stands near is nobody’s business', async () => {
  const done: string[] = [];
  const journal = new BoardJournal(
    {
      append: async (event: LedgerEvent) => done.push(JSON.stringify(event)),
      checkpoint: async () => {
        done.push('checkpoint');
      },
    },
    () => 0,
    () => undefined,
  );
  const happened: BoardEvent[] = [
    { what: 'link', state: state('ready') },
    { what: 'link', state: state('ready') },
    { what: 'presence', near: true },
    { what: 'key', key: 4 },
    { what: 'door', open: true, ageMs: 0 },
    { what: 'power', failing: true, ageMs: 700 },
    { what: 'link', state: state('lost') },
  ];
  for (const event of happened) await journal.note(event);
  assert.equal(done, [
    '{"event":"board","link":"ready","code":null}',
    'checkpoint',
    '{"event":"door","open":true,"ageMs":0}',
    'checkpoint',
    '{"event":"power","failing":true,"ageMs":700}',
    'checkpoint',
    '{"event":"board","link":"lost","code":"E-BOARD-002"}',
    'checkpoint',
  ]);
});

test('a loose switch does not fill the log', async () => {
  let now = 0;
  let written = 0;
  const told: string[] = [];
  const journal = new BoardJournal(
    {
      append: async () => {
        written += 1;
      },
      checkpoint: async () => undefined,
    },
    () => now,
    (line) => told.push(String(line.event)),
  );
  for (let i = 0; i < 5_000; i++) await journal.note({ what: 'door', open: i % 2 === 0, ageMs: 0 });
  assert.is(written, 40);
  assert.equal(told, ['too-many-board-events']);
  await journal.note({ what: 'power', failing: true, ageMs: 0 });
  assert.is(written, 41, 'the door hides the power cut');
  now = 3_600_000;
  await journal.note({ what: 'door', open: false, ageMs: 0 });
  assert.is(written, 42, 'the next hour is heard again');
});

test('a ledger that takes no more stops nothing', async () => {
  const told: string[] = [];
  const journal = new BoardJournal(
    { append: () => Promise.reject(new Error('no')), checkpoint: async () => undefined },
    () => 0,
    (line) => told.push(String(line.event)),
  );
  await journal.note({ what: 'door', open: true, ageMs: 0 });
  assert.equal(told, ['not-logged']);
});

test('who stays is invited once; who walks past, and who comes soon after, is not; 0 is silence', async () => {
  let invited = 0;
  const count = (): void => {
    invited += 1;
  };
  const silent = new Invitation(0, count);
  const invitation = new Invitation(60_000, count);
  silent.near(true, 0);
  invitation.near(true, 0);
  invitation.near(false, 1);
  invitation.near(true, 2);
  await eventually('the invitation', () => invited > 0);
  invitation.near(false, 10_000);
  invitation.near(true, 20_000);
  await new Promise((resolve) => setTimeout(resolve, 1_700));
  assert.is(invited, 1);
  silent.stop();
  invitation.stop();
});

test.run();
