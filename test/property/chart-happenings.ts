import type {
  ActEvent,
  ChartEvent,
  LookUp,
  VisitEffects,
  VisitTerms,
} from '../../device-daemon/session/index.ts';
import {
  type Act,
  type CardIdentity,
  type FaceTry,
  fail,
  madeUpIdNumber,
  OTHER_CARD_CODES,
  OtherCardKind,
  ok,
  type RosterRow,
} from '../../domain/index.ts';

export const AT = '2026-10-20T01:00:00.000Z';
export const VISIT_ID = '00000000-0000-4000-8000-000000000001';

/** What is planted and must be gone at the end: every string of the made-up person. */
export const PLANTED = {
  name: '卓玛样证',
  idNumber: madeUpIdNumber('19490307', 523),
  phone: '13900009901',
  newPhone: '13900009902',
  address: '样例村七组',
  newAddress: '样例村九组',
  person: 'ab'.repeat(32),
};

/** Under 14 on the day of these visits. */
export const CHILD_BORN = '2013-03-07';

/** Without an address appended later, as most cards are. */
const printed: CardIdentity = {
  type: 'resident',
  name: PLANTED.name,
  sex: 'male',
  birth: '1949-03-07',
  address: PLANTED.address,
  idNumber: PLANTED.idNumber,
  validFrom: '2010-01-01',
  validTo: 'long-term',
  warnings: [],
};
const card: CardIdentity = { ...printed, newAddress: PLANTED.newAddress };
const other: CardIdentity = { ...printed, idNumber: madeUpIdNumber('19500101', 7) };
const row: RosterRow = {
  idNumber: PLANTED.idNumber,
  name: PLANTED.name,
  phone: PLANTED.phone,
  address: PLANTED.address,
  township: '样例镇',
  village: '样例村',
  benefitType: 'rural-soldier-60',
  status: 'active',
};
const lookUp: LookUp = { person: PLANTED.person, row, rosterVersion: 1, earlier: null };
const faceTry = (result: FaceTry['result'], band: FaceTry['band'] = 'accept'): FaceTry => ({
  result,
  score: result === 'no-face' ? -1 : 0.5,
  band: result === 'no-face' ? null : band,
  threshold: 0.43,
  model: 'test',
  code: null,
});

/** Every way in which an effect can come out; `throw` is the broken invariant, and each may also stay away. */
export const OUTCOMES: { [E in EffectName]: Record<string, unknown> } = {
  readCard: {
    good: ok({ identity: card, readHow: 'pcsc-paged', hasPhoto: true, expired: false }),
    child: ok({
      identity: { ...printed, birth: CHILD_BORN },
      readHow: 'pcsc-paged',
      hasPhoto: true,
      expired: false,
    }),
    'no-photo': ok({ identity: printed, readHow: 'pcsc-paged', hasPhoto: false, expired: true }),
    'another-person': ok({ identity: other, readHow: 'pcsc-paged', hasPhoto: true, expired: false }),
    unreadable: fail('E-CARD-002'),
    // Each kind of card that is no identity card, by its own name.
    ...Object.fromEntries(OtherCardKind.options.map((kind) => [kind, fail(OTHER_CARD_CODES[kind])])),
    'bridge-died': fail('E-BRIDGE-001'),
    throw: undefined,
  },
  lookUp: {
    active: ok(lookUp),
    absent: ok({ ...lookUp, row: null }),
    deceased: ok({ ...lookUp, row: { ...row, status: 'deceased' } }),
    earlier: ok({
      ...lookUp,
      earlier: {
        index: 3,
        leafHash: 'cd'.repeat(32),
        day: '2026-10-19',
        at: AT,
        method: 'station',
        means: 'face',
        copies: 1,
      },
    }),
    failed: fail('E-ROSTER-001'),
    throw: undefined,
  },
  prepareFace: { good: ok(undefined), 'no-face': fail('E-FACE-002'), throw: undefined },
  faceTry: {
    matched: faceTry('matched'),
    'not-matched': faceTry('not-matched', 'different'),
    unsure: faceTry('not-matched', 'unsure'),
    'not-live': faceTry('not-live'),
    'no-face': faceTry('no-face'),
    'in-the-dark': { ...faceTry('not-live', 'different'), code: 'E-FACE-007' },
    throw: undefined,
  },
  checkOperator: {
    right: { accepted: true, operator: '001' },
    wrong: { accepted: false, lockedSeconds: 0 },
    locked: { accepted: false, lockedSeconds: 15 },
    throw: undefined,
  },
  commit: {
    durable: ok({ index: 5, leafHash: 'ef'.repeat(32) }),
    failed: fail('E-LEDGER-001'),
    throw: undefined,
  },
  printSlip: {
    printed: 'printed',
    'not-taken': 'not-taken',
    'not-printed': 'not-printed',
    unsure: 'unsure',
    throw: undefined,
  },
  logAbandoned: { logged: undefined, throw: undefined },
  wipe: { wiped: undefined, throw: undefined },
  outage: { none: null, outage: 'E-SESSION-004', throw: undefined },
};

export type EffectName = Exclude<keyof VisitEffects, 'logRepeat' | 'logCallback' | 'restart'>;
export const EFFECTS = Object.keys(OUTCOMES) as readonly EffectName[];

export const ACTS: readonly Act[] = [
  { act: 'begin' },
  { act: 'decline' },
  { act: 'face' },
  { act: 'staff' },
  { act: 'contact-right' },
  { act: 'contact-wrong' },
  { act: 'choose-phone' },
  { act: 'choose-address' },
  { act: 'change-phone', phone: PLANTED.newPhone },
  { act: 'change-address', to: 'card' },
  { act: 'change-address', to: 'ask-me' },
  { act: 'sign', strokes: [[[1, 2, 3]]] },
  { act: 'mark' },
  { act: 'still-here' },
  { act: 'reprint' },
  { act: 'leave' },
  { act: 'back' },
  { act: 'staff-login', operator: '001', pin: '123456' },
  { act: 'judge', judgement: 'same' },
  { act: 'judge', judgement: 'unsure' },
  { act: 'judge', judgement: 'different' },
  { act: 'attest', reason: 'old-photo' },
  { act: 'camera-failed' },
  { act: 'camera-ready' },
];

/** The chart's event for an act. */
export function actEvent(act: Act): ActEvent {
  return { type: `act:${act.act}`, act, at: AT } as ActEvent;
}

/** One thing that can happen to the chart. */
export type Happening = `act ${number}` | `hardware ${string}` | `settle ${EffectName} ${string}` | 'time';

export const HARDWARE: Record<string, ChartEvent> = {
  'card-inserted': { type: 'card-inserted', id: VISIT_ID, startedAt: AT },
  'card-removed': { type: 'card-removed' },
  'reader-gone': { type: 'reader-gone' },
  'card-unwatched': { type: 'card-unwatched' },
  'reader-ready': { type: 'reader-ready' },
  'paper-out': { type: 'paper', paper: 'out' },
  'power-failing': { type: 'power', failing: true },
  'power-back': { type: 'power', failing: false },
  touched: { type: 'touched' },
  hint: { type: 'face-hint', hint: 'closer', progress: 0.5 },
};

export const TERMS: VisitTerms = {
  year: 2026,
  station: '样例站',
  consentTextVersion: 'test-1',
  language: 'zh-CN',
  faceThreshold: 0.43,
  faceModel: 'test',
  textsSha256: 'ee'.repeat(32),
  trySeconds: 15,
  askAfter: 60,
  answerWithin: 30,
  extensions: 1,
  cardBackWithin: 20,
  doneStays: 8,
};
