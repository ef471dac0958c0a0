import { suite } from 'uvu';
import { loadReaderProfile } from '../../config/index.ts';
import type { Result } from '../../domain/index.ts';
import { type CardReader, type CardReaderEvent, photoDecoder } from '../../firmware-bridge/card/index.ts';
import { openCardReader } from '../../firmware-bridge/transports/index.ts';
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

/** Runs the suite over PC/SC with a profile. One a process: libpcsclite keeps the first socket name it is told. */
export function runCardReaderConformance(name: ReaderUnderTest['name']): void {
  const test = suite(name);
  let bench: TestReader | undefined;
  let reader: CardReader | undefined;
  const events: CardReaderEvent[] = [];

  test.before(async () => {
    bench = await testReader();
    process.env.PCSCLITE_CSOCK_NAME = bench.env.PCSCLITE_CSOCK_NAME;
    const profile = value(loadReaderProfile(name));
    reader = value(
      openCardReader({
        profile,
        nameMatch: '',
        path: '',
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
    await bench?.stop();
  });
  cardReaderConformance(test, { name, bench: () => there(bench), reader: () => there(reader), events });
  test.run();
}
