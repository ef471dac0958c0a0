import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { packageFolder, readErrorBook } from '../../config/index.ts';
import { fail, ok } from '../../domain/index.ts';
import {
  asReply,
  type CardBlob,
  commandLimitMs,
  encodeReply,
  type FrameTransport,
  formatSamId,
  joinBlob,
  MAX_IMAGE_FRAME_LENGTH,
  SAM_COMMANDS,
  SamClient,
  SamFrameDecoder,
  splitBlob,
  statusWord,
} from '../../firmware-bridge/card/index.ts';
import { PortFaults, type ReaderFault, SamModule } from '../../firmware-bridge/simulators/index.ts';

const blob = (): CardBlob => ({ text: new Uint8Array(256).fill(7), photo: new Uint8Array(1024).fill(9) });

type Wire = { -readonly [Key in keyof FrameTransport]: FrameTransport[Key] } & {
  commands: string[];
  overlapped: boolean;
};

/** A wire to a pure module; counts commands and tells whether two were ever under way at once. */
function wire(module: SamModule, faults = new PortFaults()): Wire {
  let busy = false;
  const transport: Wire = {
    commands: [],
    overlapped: false,
    async exchange(frame) {
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

/** Every status word of GA/T 467 in place of a success, with what the read comes to and how often it is tried. */
const STATUSES: readonly (readonly [status: number, outcome: string, selects: number])[] = [
  [0x10, 'E-CARD-009', 6],
  [0x11, 'E-CARD-009', 6],
  [0x21, 'E-CARD-008', 1],
  [0x23, 'E-CARD-008', 1],
  [0x24, 'E-CARD-002', 3],
  [0x31, 'E-CARD-004', 1],
  [0x32, 'E-CARD-005', 1],
  [0x33, 'E-CARD-005', 1],
  [0x40, 'E-CARD-003', 1],
  [0x41, 'E-CARD-002', 3],
  [0x47, 'E-CARD-002', 3],
  [0x60, 'E-CARD-006', 1],
  [0x66, 'E-CARD-007', 1],
  [0x80, 'E-CARD-001', 1],
  [0x81, 'E-CARD-002', 3],
  [0x9f, 'E-CARD-002', 3],
  [0x91, 'E-CARD-002', 1],
  [0xee, 'E-CARD-002', 3],
];
for (const [status, outcome, selects] of STATUSES)
  test(`status ${status.toString(16)} of select ends the read with ${outcome}`, async () => {
    const { client, transport } = set({ fault: 'status', command: 'select', status, times: 99 });
    const read = await client.readBlob();
    assert.is(read.ok ? '' : read.error.code, outcome);
    assert.is(transport.commands.filter((command) => command === '2002').length, selects);
    assert.not(transport.commands.includes('3001'));
  });

test('every code that a status ends with is in the error book', () => {
  const book = readErrorBook();
  for (let status = 0; status < 256; status++) {
    const { code, recovery } = statusWord(status);
    if (code === undefined) assert.is(recovery, 'go-on');
    else assert.ok(book.has(code), code);
  }
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

test('a card that goes between two rounds was lifted too early, not absent', async () => {
  const { client, module, transport } = set({ fault: 'status', command: 'read', status: 0x41, times: 1 });
  const exchange = transport.exchange.bind(transport);
  transport.exchange = async (frame, timeoutMs) => {
    const reply = await exchange(frame, timeoutMs);
    if (transport.commands.length === 3) module.setCard(undefined);
    return reply;
  };
  const read = await client.readBlob();
  assert.is(read.ok ? '' : read.error.code, 'E-CARD-002');
  assert.equal(transport.commands, ['2001', '2002', '3001', '2001']);
});

test('select is asked twice, or its refusal passed over, where the firmware wants it', async () => {
  const twice = set();
  assert.ok((await new SamClient(twice.transport, { quirks: { reSelectBeforeRead: true } }).readBlob()).ok);
  assert.equal(twice.transport.commands, ['2001', '2002', '2002', '3001']);
  const refused = set();
  const lenient: FrameTransport = {
    exchange: async (frame, timeoutMs) => {
      const reply = await refused.transport.exchange(frame, timeoutMs);
      const isSelect = frame[7] === 0x20 && frame[8] === 0x02;
      return reply.ok && isSelect ? ok({ ...reply.value, status: 0x81 }) : reply;
    },
  };
  assert.not((await new SamClient(lenient).readBlob()).ok);
  assert.ok((await new SamClient(lenient, { quirks: { ignoreSelectFailure: true } }).readBlob()).ok);
});

test('the appended address is asked for after the read; no answer to it costs the card that was read', async () => {
  const address = new Uint8Array(70).fill(0x20);
  const { module, transport } = set();
  module.setCard({ ...blob(), newAddress: address });
  const read = await new SamClient(transport, { newAddress: true }).readBlob();
  assert.ok(read.ok);
  assert.equal(read.value.newAddress, address);
  assert.equal(transport.commands, ['2001', '2002', '3001', '3003']);
  for (const status of [0x91, 0x21, 0x41, 0x24, 0x66]) {
    const none = set({ fault: 'status', command: 'newAddress', status, times: 9 });
    const without = await new SamClient(none.transport, { newAddress: true }).readBlob();
    assert.ok(without.ok && without.value.newAddress === undefined);
  }
  for (const bytes of [0, 3, 72]) {
    module.setCard({ ...blob(), newAddress: new Uint8Array(bytes) });
    const odd = await new SamClient(transport, { newAddress: true }).readBlob();
    assert.ok(odd.ok && odd.value.newAddress === undefined, `${bytes} bytes`);
  }
});

test('status and id are told as they are; a module that takes no commands has no id', async () => {
  const well = await set().client.report();
  assert.equal(well, ok({ status: 0x90, id: '05.01-20110511-0000123456-0123456789' }));
  const { client, transport } = set({ fault: 'status', command: 'status', status: 0x66, times: 1 });
  assert.equal(await client.report(), ok({ status: 0x66, id: null }));
  assert.equal(transport.commands, ['11ff']);
  assert.ok((await set().client.reset()).ok);
  assert.not(formatSamId(new Uint8Array(15)).ok);
});

test('time limits: the usual ones, the profile’s, and the wire’s own time on a slow line', async () => {
  assert.is(commandLimitMs(SAM_COMMANDS.read, {}), 3000);
  assert.is(commandLimitMs(SAM_COMMANDS.read, { timeouts: { read: 5000 } }), 5000);
  // 10 bytes of command and 1,295 of reply at 9600 baud.
  assert.is(commandLimitMs(SAM_COMMANDS.read, { baud: 9600 }), 3000 + Math.ceil(13_050_000 / 9600));
  assert.ok(commandLimitMs(SAM_COMMANDS.read, { baud: 115_200, photo: 'image' }) > 3000 + 5600);
  const limits: number[] = [];
  const { transport } = set();
  const exchange = transport.exchange.bind(transport);
  transport.exchange = (frame, timeoutMs) => {
    limits.push(timeoutMs);
    return exchange(frame, timeoutMs);
  };
  await new SamClient(transport, { commandTimeouts: { find: 123 } }).readBlob();
  assert.equal(limits, [123, 800, 3000]);
});

test('a picture in the photo’s place is read by the length fields; text of another size never is', () => {
  const picture = joinBlob({ text: blob().text, photo: new Uint8Array(38_862).fill(5) });
  const split = splitBlob(picture, 'image');
  assert.is(split.ok ? split.value.photo.length : 0, 38_862);
  assert.not(splitBlob(picture).ok);
  assert.not(splitBlob(picture.subarray(0, -1), 'image').ok);
  for (const photo of [0, 65_001])
    assert.not(splitBlob(joinBlob({ text: blob().text, photo: new Uint8Array(photo) }), 'image').ok);
  assert.not(splitBlob(joinBlob({ text: new Uint8Array(254), photo: blob().photo }), 'image').ok);
  const frame = encodeReply(0x90, picture);
  assert.is(new SamFrameDecoder().push(frame).length, 0);
  assert.is(new SamFrameDecoder(MAX_IMAGE_FRAME_LENGTH).push(frame).length, 1);
});

test('fingerprints are never asked for', () => {
  const asked = Object.values(SAM_COMMANDS).map(({ command, parameter }) => (command << 8) | parameter);
  assert.not(asked.includes(0x3010));
  const sources = ['card', 'transports', 'board', 'printer', ''].flatMap((room) => {
    const folder = join(packageFolder(), 'firmware-bridge', room);
    return readdirSync(folder)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(folder, file), 'utf8'));
  });
  assert.ok(sources.length > 30);
  // In code, in whatever writing; sam-commands.ts says in words why it is not there.
  for (const source of sources)
    assert.not.match(
      source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ''),
      /3010|0x30,\s*0x10|parameter:\s*0x10\b/i,
    );
});

test.run();
