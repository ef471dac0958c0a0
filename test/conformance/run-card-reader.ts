import { suite } from 'uvu';
import { loadReaderProfile, type ReaderProfile, type SerialReaderProfile } from '../../config/index.ts';
import type { Result } from '../../domain/index.ts';
import { type CardReader, type CardReaderEvent, photoDecoder } from '../../firmware-bridge/card/index.ts';
import type { SamBehaviour } from '../../firmware-bridge/simulators/index.ts';
import { openCardReader } from '../../firmware-bridge/transports/index.ts';
import { controlStandIn } from '../support/control-stand-in.ts';
import { leavePcsc, speakWithPcscOf } from '../support/pcsc-in-this-process.ts';
import { type TestReader, testReader } from '../support/simulated-reader.ts';
import { cardReaderConformance, type ReaderUnderTest } from './card-reader.conformance.ts';

function there<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Error('the suite has not been set up');
  return thing;
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

type Under = Omit<ReaderUnderTest, 'bench' | 'reader' | 'events'>;

/** Which part of the suite each PC/SC way goes through: the last two differ from `pcsc-wrapped` in the pieces alone. */
const EXTENTS = {
  'pcsc-paged': 'every card',
  'pcsc-wrapped': 'one card',
  'pcsc-wrapped-61': 'pieces',
  'pcsc-wrapped-offset': 'pieces',
} as const;

/** Runs the suite over PC/SC with a profile. One a process: libpcsclite keeps the first socket name it is told. */
export function runPcscConformance(name: keyof typeof EXTENTS): void {
  const givesNewAddress = name !== 'pcsc-paged';
  run(
    suite(name),
    {
      name,
      way: name,
      called: /Virtual/,
      tellsLifting: true,
      tellsKinds: true,
      extent: EXTENTS[name],
      givesNewAddress,
    },
    () => ({ profile: value(loadReaderProfile(name)), path: '', behaviour: {} }),
  );
}

/** Runs the suite over a serial line with the generic profile, changed to one kind of firmware. */
export function runSerialConformance(
  presence: SerialReaderProfile['presence'],
  behaviour: SamBehaviour,
): void {
  const name = 'generic-serial-sam';
  run(
    suite(`serial, ${presence}`),
    {
      name,
      way: 'any',
      called: /reader-tty \d+$/,
      tellsLifting: presence !== 'new-card-only',
      tellsKinds: false,
      extent: presence === 'find-repeats' ? 'one card' : 'presence',
      givesNewAddress: true,
    },
    (bench) => {
      const profile = value(loadReaderProfile(name));
      if (profile.transport !== 'serial') throw new Error('a profile of another transport');
      const serial = { ...profile.serial, openDelayMs: 0 };
      return { profile: { ...profile, serial, presence, pollMs: 100 }, path: bench.ttyPath, behaviour };
    },
  );
}

/** Runs the suite over control codes: PC/SC lists the reader, a stand-in for the control call reaches the module. */
export function runControlConformance(): void {
  const name = 'pcsc-control';
  run(
    suite(name),
    {
      name,
      way: 'any',
      called: /Virtual/,
      tellsLifting: true,
      tellsKinds: false,
      extent: 'one card',
      givesNewAddress: true,
    },
    (bench) => {
      const profile = value(loadReaderProfile(name));
      if (profile.transport !== 'pcsc-control') throw new Error('a profile of another transport');
      const standIn = controlStandIn(bench.ttyPath);
      return { profile: { ...profile, pollMs: 100 }, path: '', behaviour: {}, standIn };
    },
  );
}

function run(
  test: ReturnType<typeof suite>,
  under: Under,
  how: (bench: TestReader) => {
    profile: ReaderProfile;
    path: string;
    behaviour: SamBehaviour;
    standIn?: ReturnType<typeof controlStandIn>;
  },
): void {
  let bench: TestReader | undefined;
  let reader: CardReader | undefined;
  let standIn: ReturnType<typeof controlStandIn> | undefined;
  let byPcsc = false;
  const events: CardReaderEvent[] = [];

  test.before(async () => {
    bench = await testReader();
    speakWithPcscOf(bench);
    const { profile, path, behaviour, standIn: stands } = how(bench);
    standIn = stands;
    byPcsc = path === '';
    await bench.ask({ cmd: 'behave', behaviour });
    reader = value(
      openCardReader({
        profile,
        nameMatch: '',
        path,
        ...(standIn !== undefined && { control: standIn.control }),
        decoder: photoDecoder({ photoDecoder: 'specimen' }),
        onStuck: (call) => {
          console.error(`native call stuck: ${call}`);
          process.kill(process.pid, 'SIGKILL');
        },
      }),
    );
    reader.on((event) => events.push(event));
  });
  test.after(async () => {
    await reader?.close();
    standIn?.close();
    await bench?.stop();
    // Over a serial line this process has nothing to do with PC/SC, and other suites may follow in it.
    if (byPcsc) leavePcsc();
  });
  cardReaderConformance(test, { ...under, bench: () => there(bench), reader: () => there(reader), events });
  test.run();
}
