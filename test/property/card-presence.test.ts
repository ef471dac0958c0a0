/**
 * Cards that are laid on, lifted and swapped at any moment between two commands of a polled reader: what is read in
 * one stay is of one card, of one that lay there, and a lifted card is told as far as the firmware lets it be known.
 */
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadReaderProfile, type SerialReaderProfile } from '../../config/index.ts';
import { fail, ok } from '../../domain/index.ts';
import {
  asReply,
  type CardBlob,
  encodeCardText,
  type FrameTransport,
  photoDecoder,
  SamClient,
  SamFrameDecoder,
} from '../../firmware-bridge/card/index.ts';
import { ladderAlone } from '../../firmware-bridge/recovery/index.ts';
import { SamModule } from '../../firmware-bridge/simulators/index.ts';
import { polledQuirks } from '../../firmware-bridge/transports/look-for-card.ts';
import { PolledCardReader } from '../../firmware-bridge/transports/polled-card-reader.ts';

type Presence = SerialReaderProfile['presence'];
/** What happens between two commands. A name lays that card on, in place of the one that lies there. */
type Happening = 'nothing' | 'A' | 'B' | 'lift' | 'read';
/** What the bridge hears, in order. */
type Heard =
  | { event: string; laid: number }
  /** `laid` = which laying-on the card was read in; `since` = what lay there while the read was under way. */
  | { reading: string; laid: number; since: readonly string[] };

/** So many commands without a happening, and the reader has seen all that it can see: a read's rounds take some of them. */
const QUIET_COMMANDS = 24;

function card(name: string): CardBlob {
  const fields = {
    name,
    sex: '1',
    birth: '19540801',
    idNumber: '990000195408010034',
    validFrom: '20160520',
    validTo: '长期',
  };
  const text = encodeCardText({ type: 'resident', fields });
  if (!text.ok) throw new Error(text.error.code);
  return { text: text.value, photo: new Uint8Array(1024) };
}

/** Plays the happenings, one between any two commands, and then lets all come to rest. */
async function play(presence: Presence, happenings: readonly Happening[]) {
  const loaded = loadReaderProfile('generic-serial-sam');
  if (!loaded.ok || loaded.value.transport !== 'serial') throw new Error('no serial profile');
  const profile = { ...loaded.value, presence, pollMs: 1 };
  const module = new SamModule();
  module.behave({ find: presence === 'find-repeats' ? 'repeats' : 'once' });
  let clock = 0;
  const heard: Heard[] = [];
  const reads: Promise<void>[] = [];
  let lies = '';
  const laid: string[] = [];
  let left = [...happenings];
  let quiet = 0;
  /** The laying-on that find named last, and the one that was read last. */
  let found = 0;
  let wasRead = 0;

  const inserted = (): number =>
    heard.filter((one) => 'event' in one && one.event === 'card-inserted').length;
  const lay = (name: string): void => {
    lies = name;
    module.setCard(name === '' ? undefined : card(name));
    if (name !== '') laid.push(name);
  };
  const read = async (): Promise<void> => {
    const since = laid.length;
    const already = lies;
    const stayed = reader.state().card === 'present' ? inserted() : undefined;
    const reading = await reader.read();
    if (!reading.ok) return;
    if (stayed !== undefined) assert.is(inserted(), stayed, 'read in another stay than it was asked for');
    const lay = [already, ...laid.slice(since)];
    heard.push({ reading: reading.value.identity.name, laid: wasRead, since: lay });
  };
  const happen = (): void => {
    const next = left.shift();
    quiet = next === undefined ? quiet + 1 : 0;
    if (next === undefined || next === 'nothing') return;
    if (next === 'read') reads.push(read());
    else lay(next === 'lift' ? '' : next);
  };
  const transport: FrameTransport = {
    exchange: async (frame) => {
      await new Promise(setImmediate);
      happen();
      const [answer = new Uint8Array()] = module.receive(frame);
      const status = answer[9];
      if (status === 0x9f) found = laid.length;
      if (status === 0x90 && frame[7] === 0x30 && frame[8] === 0x01) wasRead = laid.length;
      await new Promise(setImmediate);
      happen();
      const [body] = new SamFrameDecoder().push(answer);
      const reply = body === undefined ? undefined : asReply(body);
      return reply === undefined ? fail('E-CARD-009') : ok(reply);
    },
  };
  const rest = async (): Promise<void> => {
    const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));
    while (left.length > 0) await pause();
    // A read's commands see nothing of a card that was lifted: only looks behind the last read count.
    await Promise.all(reads);
    quiet = 0;
    while (quiet < QUIET_COMMANDS) await pause();
  };
  const reader = new PolledCardReader({
    profile,
    connect: async () => {
      const client = new SamClient(transport, { ...profile, quirks: polledQuirks(profile) });
      const report = { status: 0x90, id: null };
      return ok({
        name: 'pure',
        client,
        report,
        open: true,
        onGone: () => undefined,
        wipe: () => undefined,
        close: async () => undefined,
      });
    },
    decoder: photoDecoder({ photoDecoder: 'none' }),
    recovery: ladderAlone('reader'),
    // Cards change hands faster here than any hand could.
    now: () => (clock += 1000),
  });
  reader.on(({ event }) => heard.push({ event, laid: found }));
  await rest();
  const atRest = { lies, card: reader.state().card, heard: [...heard] };
  // Whoever comes last is read, at the second try where the first told that it is another card.
  let last = '';
  if (lies !== '' && atRest.card === 'present')
    for (let tries = 0; tries < 2 && last === ''; tries++) {
      const reading = await reader.read();
      if (reading.ok) last = reading.value.identity.name;
    }
  left = ['lift'];
  await rest();
  const lifted = reader.state().card;
  await reader.close();
  return { ...atRest, last, lifted };
}

interface Stay {
  readonly laid: number;
  readonly cards: Set<string>;
  readonly readIn: Set<number>;
}

/** Cards read in each stay; throws when events do not take turns, or something was read outside of a stay. */
function stays(heard: readonly Heard[]): Stay[] {
  const all: Stay[] = [];
  let open: Stay | undefined;
  for (const one of heard) {
    if ('reading' in one) {
      assert.ok(open !== undefined, 'a reading outside of any stay');
      open.cards.add(one.reading);
      open.readIn.add(one.laid);
    } else if (one.event === 'card-inserted') {
      assert.ok(open === undefined, 'two cards at once');
      open = { laid: one.laid, cards: new Set(), readIn: new Set() };
      all.push(open);
    } else if (one.event === 'card-removed') {
      assert.ok(open !== undefined, 'removed without a card');
      open = undefined;
    }
  }
  return all;
}

const happening = fc.oneof(
  { arbitrary: fc.constant<Happening>('nothing'), weight: 25 },
  { arbitrary: fc.constantFrom<Happening>('A', 'B'), weight: 3 },
  { arbitrary: fc.constant<Happening>('lift'), weight: 1 },
  { arbitrary: fc.constant<Happening>('read'), weight: 3 },
);

for (const presence of ['find-repeats', 'find-once', 'new-card-only'] as const)
  test(`${presence}: no reading of one card in the stay of another, no removal untold`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(happening, { minLength: 1, maxLength: 80, size: 'max' }),
        async (happenings) => {
          const { heard, lies, card: state, last, lifted } = await play(presence, happenings);
          for (const { laid, cards, readIn } of stays(heard)) {
            assert.ok(cards.size <= 1, [...cards].join(' and '));
            // Where find names each card once, a stay is of one laying-on.
            if (presence !== 'find-repeats') assert.ok([...readIn].every((one) => one === laid));
          }
          for (const one of heard)
            if ('reading' in one) assert.ok(one.since.includes(one.reading), 'read what did not lie there');
          if (lies !== '') assert.is(state, 'present');
          else if (presence !== 'new-card-only') assert.is(state, 'none');
          assert.is(last, lies);
          if (presence !== 'new-card-only') assert.is(lifted, 'none');
        },
      ),
      { numRuns: 50 },
    );
  });

test.run();
