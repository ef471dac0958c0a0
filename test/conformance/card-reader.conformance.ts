import { createCanvas } from '@napi-rs/canvas';
import type { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { z } from 'zod';
import { CardReading, OTHER_CARD_CODES, type OtherCardKind } from '../../domain/index.ts';
import type { CardReader, CardReaderEvent } from '../../firmware-bridge/card/index.ts';
import type { IssuedCard, ReaderWay } from '../../firmware-bridge/simulators/index.ts';
import { eventually } from '../support/eventually.ts';
import type { TestReader } from '../support/simulated-reader.ts';

/** What a technician or the simulator has to do to the reader, and the reader under test. */
export interface ReaderUnderTest {
  /** Name of its profile. */
  readonly name: string;
  /** How the simulated reader lets itself be reached. */
  readonly way: ReaderWay;
  /** What its state calls it. */
  readonly called: RegExp;
  /** Whether it tells that a card was lifted, or only that another one came. */
  readonly tellsLifting: boolean;
  /** Whether it tells which kind of other card lies there. */
  readonly tellsKinds: boolean;
  /**
   * What of the suite proves something new: all of it with every kind of card; all with one, where only the cards'
   * texts have been with another way; only what concerns presence, or only what concerns long answers in pieces,
   * where the rest is the same code as in a way that has been through all of it.
   */
  readonly extent: 'every card' | 'one card' | 'presence' | 'pieces';
  /** Whether it gives the address that was appended to the card. */
  readonly givesNewAddress: boolean;
  readonly bench: () => TestReader;
  readonly reader: () => CardReader;
  /** Every event since the start, in order. */
  readonly events: CardReaderEvent[];
}

type Card = z.input<typeof IssuedCard>;

const CARDS: readonly Card[] = [
  {
    type: 'resident',
    name: '张样张',
    sex: 'male',
    ethnic: '汉',
    birth: '1954-08-01',
    address: '演练县青山乡1号',
    idNumber: '990000195408010034',
    issuer: '演练县公安局',
    validFrom: '2016-05-20',
    validTo: '长期',
  },
  {
    type: 'hmt',
    name: '陈样张',
    sex: 'female',
    birth: '1981-08-03',
    address: '演练县白河镇2号',
    idNumber: '810000198108030023',
    issuer: '演练县公安局',
    validFrom: '2020-01-01',
    validTo: '2025-01-01',
    passNumber: 'H12345678',
    issueCount: '01',
  },
  {
    type: 'foreigner2017',
    name: '样张',
    nameEnglish: 'SPECIMEN,CARD',
    sex: 'female',
    birth: '1981-08-03',
    idNumber: 'CAN110081080310',
    validFrom: '2015-10-25',
    validTo: '2025-10-24',
  },
  {
    type: 'foreigner2023',
    name: '样张',
    nameEnglish: 'SPECIMEN, CARD',
    nationality: 'CAN',
    sex: 'female',
    birth: '1981-08-03',
    idNumber: '911124198108030024',
    validFrom: '2023-12-01',
    validTo: '2033-11-30',
  },
];

/** A red picture of another shape, so that cropping and channel order show. */
function redPicture(): string {
  const canvas = createCanvas(300, 200);
  const context = canvas.getContext('2d');
  context.fillStyle = '#e01010';
  context.fillRect(0, 0, 300, 200);
  return canvas.toBuffer('image/png').toString('base64');
}

/** The behaviour that every card reader owes. One simulated module, real pcscd, real pseudo-terminal. */
export function cardReaderConformance(test: ReturnType<typeof suite>, under: ReaderUnderTest): void {
  const { name: profile, way, extent } = under;
  const testUnless = (...without: readonly ReaderUnderTest['extent'][]): typeof test | (() => void) =>
    without.includes(extent) ? () => undefined : test;
  const testPresence = testUnless('pieces');
  const testAnswers = testUnless('presence');
  const testOnce = testUnless('presence', 'pieces');
  const [resident] = CARDS;
  if (resident === undefined) throw new Error('there are cards');

  const inserted = (): number => under.events.filter(({ event }) => event === 'card-inserted').length;
  const absent = async (): Promise<void> => {
    if (under.tellsLifting) await eventually('no card', () => under.reader().state().card === 'none');
  };
  const insert = async (what: { card: Card } | { kind: OtherCardKind }): Promise<void> => {
    const before = inserted();
    await under.bench().ask({ cmd: 'insert', ...what, profile: way });
    await eventually('the card', () => inserted() > before);
    assert.is(under.reader().state().card, 'present');
  };
  const lay = (card: Card): Promise<void> => insert({ card });
  const lift = async (): Promise<void> => {
    await under.bench().ask({ cmd: 'fault', fault: { fault: 'none' } });
    await under.bench().ask({ cmd: 'remove' });
    await absent();
  };
  const code = async (): Promise<string> => {
    const read = await under.reader().read();
    return read.ok ? 'read' : read.error.code;
  };

  test.after.each(lift);

  test(`${profile}: the reader is found`, async () => {
    await eventually('the reader', () => under.reader().state().reader === 'ready');
    assert.match(under.reader().state().name, under.called);
  });

  for (const card of extent === 'every card' ? CARDS : [resident])
    testAnswers(`${profile}: reads a ${card.type} card with its photo`, async () => {
      await lay({ ...card, photo: redPicture() });
      const read = await under.reader().read();
      assert.ok(read.ok);
      const { identity, photo, readHow, decoder } = CardReading.parse(read.value);
      for (const field of [
        'type',
        'name',
        'sex',
        'birth',
        'idNumber',
        'validFrom',
        'nameEnglish',
        'passNumber',
      ] as const)
        assert.is(identity[field], card[field], field);
      assert.is(identity.validTo, card.validTo === '长期' ? 'long-term' : card.validTo);
      assert.is(readHow, profile);
      assert.is(decoder, 'specimen');
      assert.equal([photo?.width, photo?.height, photo?.pixels.length], [102, 126, 102 * 126 * 3]);
      const [red = 0, green = 0, blue = 0] = photo?.pixels.subarray(3 * (63 * 102 + 51)) ?? [];
      assert.ok(red > 200 && green < 60 && blue < 60, `${red} ${green} ${blue}`);
    });

  testOnce(`${profile}: a photo that nobody can decode is null, the card is read all the same`, async () => {
    await lay(resident);
    const read = await under.reader().read();
    assert.ok(read.ok);
    assert.is(read.value.photo, null);
  });

  testPresence(`${profile}: without a card it says so`, async () => {
    assert.is(await code(), 'E-CARD-001');
  });

  test(`${profile}: a card pulled in the middle ends the read, and the next card is read`, async () => {
    await lay(resident);
    await under.bench().ask({ cmd: 'behave', behaviour: { workMs: { read: 800 } } });
    const reading = code();
    await new Promise((resolve) => setTimeout(resolve, 400));
    await under.bench().ask({ cmd: 'remove' });
    assert.is(await reading, 'E-CARD-002');
    await under.bench().ask({ cmd: 'behave', behaviour: { workMs: {} } });
    await absent();
    await lay(resident);
    assert.is(await code(), 'read');
  });

  testOnce(
    `${profile}: an unreadable card ends after its rounds, and is read when it is better`,
    async () => {
      await lay(resident);
      const fault = { fault: 'status', command: 'read', status: 0x41, times: 100 } as const;
      await under.bench().ask({ cmd: 'fault', fault });
      assert.is(await code(), 'E-CARD-002');
      await under.bench().ask({ cmd: 'fault', fault: { fault: 'none' } });
      assert.is(await code(), 'read');
    },
  );

  test(`${profile}: one broken-off read is made good without a word`, async () => {
    await lay(resident);
    await under.bench().ask({ cmd: 'fault', fault: { fault: 'status', command: 'read', status: 0x41 } });
    assert.is(await code(), 'read');
  });

  // Each kind by itself: test/unit/other-card.test.ts.
  for (const kind of ['transport-card', 'unknown'] as const)
    testOnce(`${profile}: a card that is no identity card is told from one: ${kind}`, async () => {
      await insert({ kind });
      assert.is(await code(), OTHER_CARD_CODES[under.tellsKinds ? kind : 'unknown']);
    });

  testAnswers(`${profile}: a slow card is waited for`, async () => {
    await lay(resident);
    await under.bench().ask({ cmd: 'fault', fault: { fault: 'delay', ms: 200 } });
    assert.is(await code(), 'read');
  });

  // Counted from the end, before SW1 SW2 where there are some: the checksum of a frame.
  for (const fault of [
    { fault: 'corrupt', at: -3 },
    { fault: 'truncate', bytes: 9 },
    { fault: 'duplicate' },
    { fault: 'failNext' },
  ] as const)
    testAnswers(`${profile}: an answer with ${fault.fault} is made good without a word`, async () => {
      await lay(resident);
      await under.bench().ask({ cmd: 'fault', fault });
      assert.is(await code(), 'read');
    });

  testPresence(`${profile}: two reads at once both succeed`, async () => {
    await lay(resident);
    assert.equal(await Promise.all([code(), code()]), ['read', 'read']);
  });

  testPresence(`${profile}: a card that is changed is told as taken and laid on`, async () => {
    await lay(resident);
    const before = under.events.length;
    await under.bench().ask({ cmd: 'insert', person: 'p005', profile: way });
    await eventually('both events', () => under.events.length >= before + 2);
    assert.equal(
      under.events.slice(before).map(({ event }) => event),
      ['card-removed', 'card-inserted'],
    );
    const read = await under.reader().read();
    assert.ok(read.ok && read.value.identity.ethnic === '04');
  });

  testPresence(`${profile}: a lifted card is told`, async () => {
    await lay(resident);
    const before = under.events.length;
    await under.bench().ask({ cmd: 'remove' });
    await absent();
    const told = under.tellsLifting ? ['card-removed'] : [];
    assert.equal(
      under.events.slice(before).map(({ event }) => event),
      told,
    );
  });

  testAnswers(`${profile}: an appended address comes with the card that has one`, async () => {
    const newAddress = '演练县白河镇3号';
    await lay({ ...resident, newAddress });
    const read = await under.reader().read();
    assert.ok(read.ok);
    assert.is(read.value.identity.newAddress, under.givesNewAddress ? newAddress : undefined);
    assert.is(read.value.identity.address, resident.address);
  });

  testPresence(`${profile}: the reader gone and back: it returns and reads`, async () => {
    await lay(resident);
    const before = under.events.length;
    await under.bench().ask({ cmd: 'reader', state: 'gone', hard: true });
    await eventually('reader gone', () => under.reader().state().reader === 'gone');
    assert.is(await code(), 'E-CARD-012');
    await under.bench().ask({ cmd: 'reader', state: 'back' });
    await eventually('reader and card', () => under.reader().state().card === 'present');
    assert.is(await code(), 'read');
    assert.equal(
      under.events.slice(before).map(({ event }) => event),
      ['card-removed', 'reader-gone', 'reader-ready', 'card-inserted'],
    );
  });
}
