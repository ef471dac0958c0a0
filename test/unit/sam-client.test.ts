import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fail, ok } from '../../domain/index.ts';
import {
  asReply,
  type CardBlob,
  type FrameTransport,
  SamClient,
  SamFrameDecoder,
} from '../../firmware-bridge/card/index.ts';
import { PortFaults, type ReaderFault, SamModule } from '../../firmware-bridge/simulators/index.ts';

const blob = (): CardBlob => ({ text: new Uint8Array(256).fill(7), photo: new Uint8Array(1024).fill(9) });

/** A wire to a pure module; counts commands and tells whether two were ever under way at once. */
function wire(
  module: SamModule,
  faults = new PortFaults(),
): FrameTransport & { commands: string[]; overlapped: boolean } {
  let busy = false;
  const transport = {
    commands: [] as string[],
    overlapped: false,
    async exchange(frame: Uint8Array) {
      transport.overlapped ||= busy;
      busy = true;
      transport.commands.push(Buffer.from(frame.subarray(7, 9)).toString('hex'));
      await new Promise((resolve) => setImmediate(resolve));
      busy = false;
      const [sent] = faults.apply(module.receive(frame)[0] ?? new Uint8Array()).pieces;
      if (sent === undefined) return fail('E-CARD-010');
      const [body] = new SamFrameDecoder().push(sent);
      const reply = body === undefined ? undefined : asReply(body);
      return reply === undefined ? fail('E-CARD-009') : ok(reply);
    },
  };
  return transport;
}

function set(...faults: ReaderFault[]) {
  const module = new SamModule();
  module.setCard(blob());
  const port = new PortFaults();
  for (const fault of faults) fault.fault === 'status' ? module.applyFault(fault) : port.set(fault);
  const transport = wire(module, port);
  return { module, transport, client: new SamClient(transport) };
}

test('find, select, read gives both blocks', async () => {
  const { client, transport } = set();
  const read = await client.readBlob();
  assert.ok(read.ok);
  assert.equal(read.value, blob());
  assert.equal(transport.commands, ['2001', '2002', '3001']);
});

test('no card is told at once, without a second find', async () => {
  const { client, module, transport } = set();
  module.setCard(undefined);
  const read = await client.readBlob();
  assert.is(read.ok ? '' : read.error.code, 'E-CARD-001');
  assert.equal(transport.commands, ['2001']);
});

test('a read that breaks off begins again with find', async () => {
  const { client, transport } = set({ fault: 'status', command: 'read', status: 0x41, times: 1 });
  assert.ok((await client.readBlob()).ok);
  assert.equal(transport.commands, ['2001', '2002', '3001', '2001', '2002', '3001']);
});

test('a card that cannot be read ends after three rounds', async () => {
  const { client, transport } = set({ fault: 'status', command: 'read', status: 0x41, times: 99 });
  const read = await client.readBlob();
  assert.is(read.ok ? '' : read.error.code, 'E-CARD-002');
  assert.is(transport.commands.filter((command) => command === '3001').length, 3);
});

const ENDS: readonly (readonly [number, string])[] = [
  [0x31, 'E-CARD-004'],
  [0x32, 'E-CARD-005'],
  [0x33, 'E-CARD-005'],
  [0x40, 'E-CARD-003'],
  [0x60, 'E-CARD-006'],
  [0x66, 'E-CARD-007'],
  [0x21, 'E-CARD-008'],
  [0x23, 'E-CARD-008'],
];
for (const [status, code] of ENDS)
  test(`status ${status.toString(16)} ends the read with ${code}`, async () => {
    const { client, transport } = set({ fault: 'status', command: 'select', status, times: 99 });
    const read = await client.readBlob();
    assert.is(read.ok ? '' : read.error.code, code);
    assert.equal(transport.commands, ['2001', '2002']);
  });

test('a frame that the module saw broken is sent again', async () => {
  const { client, transport } = set({ fault: 'status', command: 'find', status: 0x10, times: 1 });
  assert.ok((await client.readBlob()).ok);
  assert.equal(transport.commands, ['2001', '2001', '2002', '3001']);
});

test('a reply with a wrong checksum or cut off is asked for again; four in a row are E-CARD-009', async () => {
  for (const fault of [
    { fault: 'corrupt', at: -1 },
    { fault: 'truncate', bytes: 6 },
  ] as const) {
    assert.ok((await set({ ...fault, times: 1 }).client.readBlob()).ok);
    const { client } = set({ ...fault, times: 99 });
    const read = await client.readBlob();
    assert.is(read.ok ? '' : read.error.code, 'E-CARD-009');
  }
});

test('silence ends the read', async () => {
  const { client } = set({ fault: 'stall', times: 1 });
  const read = await client.readBlob();
  assert.is(read.ok ? '' : read.error.code, 'E-CARD-010');
});

test('reads wait for each other', async () => {
  const { client, transport } = set();
  const reads = await Promise.all([client.readBlob(), client.readBlob(), client.status()]);
  assert.ok(reads.every((read) => read.ok));
  assert.not(transport.overlapped);
});

test('a firmware that says 80 to a card that still lies there is read with the quirk only', async () => {
  const fault = { fault: 'status', command: 'find', status: 0x80, times: 1 } as const;
  assert.not((await set(fault).client.readBlob()).ok);
  const module = new SamModule();
  module.setCard(blob());
  // The module has found the card before; the next find says 80 although it lies there.
  module.receive(Uint8Array.from(Buffer.from('AAAAAA96690003200122', 'hex')));
  const transport = wire(module);
  const quirky: FrameTransport = {
    exchange: (frame, timeoutMs) =>
      frame[7] === 0x20 && frame[8] === 0x01
        ? Promise.resolve(ok({ sw1: 0, sw2: 0, status: 0x80, data: new Uint8Array() }))
        : transport.exchange(frame, timeoutMs),
  };
  assert.ok((await new SamClient(quirky, { quirks: { ignoreFindFailure: true } }).readBlob()).ok);
});

test.run();
