/** Nothing of a card that was read over a serial line is left in the bridge's memory: not in the port's pool either. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { BridgeLink } from '../../device-daemon/bridge-link/index.ts';
import { eventually } from '../support/eventually.ts';
import { searchMemory, type Trace } from '../support/process-memory.ts';
import { type TestReader, testReader } from '../support/simulated-reader.ts';
import { testBridgeOptions } from '../support/test-bridge.ts';

const CARD = {
  type: 'resident',
  name: '龘靐齉',
  sex: 'male',
  ethnic: '汉',
  birth: '1951-11-23',
  address: '演练县龘靐乡齉村',
  newAddress: '演练县靐龘乡齉村',
  idNumber: '990000195111230018',
  issuer: '演练县公安局',
  validFrom: '2016-01-01',
  validTo: 'long-term',
} as const;

const trace = (what: 'name' | 'address' | 'newAddress' | 'idNumber'): Trace => ({
  what,
  kind: 'bytes',
  form: 'UTF-16LE',
  bytes: Buffer.from(CARD[what], 'utf16le'),
});

let bench: TestReader;
const link = new BridgeLink();
test.before(async () => {
  bench = await testReader();
});
test.after(async () => {
  await link.stop();
  await bench.stop();
});

test('the card’s block is nowhere in the bridge after its reading has been wiped', async () => {
  const profile = 'generic-serial-sam';
  const options = {
    ...testBridgeOptions(profile),
    reader: { profile, nameMatch: '', path: bench.ttyPath },
  };
  await link.start({ options, env: { ...bench.env }, log: () => undefined });
  await bench.ask({ cmd: 'insert', card: CARD });
  await eventually('the card', async () => {
    const state = await link.readerState();
    return state.ok && state.value.card === 'present';
  });
  for (let read = 0; read < 3; read++) {
    const reading = await link.readCard();
    assert.ok(reading.ok);
    assert.is(reading.value.identity.newAddress, CARD.newAddress);
  }
  await bench.ask({ cmd: 'remove' });
  await eventually('no card', async () => {
    const state = await link.readerState();
    return state.ok && state.value.card === 'none';
  });
  assert.ok((await link.wipe()).ok);
  const { pid } = link;
  assert.ok(pid !== undefined);
  // Padded with spaces as on the card, and the block of a card: what JavaScript's own strings never hold.
  const block = Buffer.concat([trace('idNumber').bytes, Buffer.from(CARD.issuer, 'utf16le')]);
  const padded = (['name', 'address', 'newAddress'] as const).map((what) => ({
    ...trace(what),
    bytes: Buffer.concat([trace(what).bytes, Buffer.from('  ', 'utf16le')]),
  }));
  const found = await searchMemory(pid, [
    ...padded,
    { what: 'block', kind: 'bytes', form: 'card', bytes: block },
  ]);
  assert.equal(
    found.map(({ trace: one, place }) => `${one.what} ${place}`),
    [],
  );
});

test.run();
