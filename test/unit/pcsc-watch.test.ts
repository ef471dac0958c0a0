import { readdirSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { forgetHeap } from '../../firmware-bridge/index.ts';
import { ladderAlone } from '../../firmware-bridge/recovery/index.ts';
import { PcscWatch } from '../../firmware-bridge/transports/pcsc-watch.ts';
import { eventually } from '../support/eventually.ts';
import { leavePcsc, speakWithPcscOf } from '../support/pcsc-in-this-process.ts';
import { type TestReader, testReader } from '../support/simulated-reader.ts';

let bench: TestReader;
let watch: PcscWatch;
test.before(async () => {
  bench = await testReader();
  speakWithPcscOf(bench);
  watch = new PcscWatch([/Virtual/], ladderAlone('reader'));
  await ready();
});
test.after(async () => {
  await watch.close();
  await bench.stop();
  leavePcsc();
});

const ready = (): Promise<unknown> => eventually('the reader', () => watch.state().reader === 'ready');

test('a service that is let go and asked for anew leaves no thread behind, here or there', async () => {
  const { pcscd } = await bench.ask({ cmd: 'state' });
  const threads = (): number =>
    readdirSync('/proc/self/task').length + readdirSync(`/proc/${pcscd}/task`).length;
  const before = threads();
  for (let times = 0; times < 5; times++) {
    await watch.reopen();
    await ready();
  }
  await eventually('as few threads as before', async () => {
    // The binding gives its connection to the service back when it is collected.
    await forgetHeap();
    return threads() <= before;
  });
});

test('a reader that ends while one is listed is replaced by the listed one', async () => {
  const heard: string[] = [];
  const off = watch.on(({ event }) => heard.push(event));
  const first = watch.current()?.reader;
  // What the binding says of one that was pulled out; plugged in again at once it is on the list as before.
  first?.emit('end');
  await ready();
  off();
  assert.is.not(watch.current()?.reader, first);
  assert.equal(heard, ['reader-gone', 'reader-ready']);
});

test.run();
