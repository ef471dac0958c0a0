import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { BridgeLink } from '../../device-daemon/bridge-link/index.ts';
import type { ReceiptModel } from '../../domain/index.ts';
import { SamClient } from '../../firmware-bridge/card/index.ts';
import { type PrinterUnderTest, printerUnderTest } from '../fixtures/receipts/index.ts';
import { eventually } from '../support/eventually.ts';
import { PLANTED } from '../support/planted-person.ts';
import { readRecording, replayLine } from '../support/replay.ts';
import { type TestReader, testReader } from '../support/simulated-reader.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { testBridgeOptions } from '../support/test-bridge.ts';

let reader: TestReader;
let printer: PrinterUnderTest;

const CARD = {
  type: 'resident',
  name: PLANTED.name,
  sex: 'male',
  ethnic: '汉',
  birth: '1951-11-23',
  address: PLANTED.cardAddress,
  newAddress: PLANTED.address,
  idNumber: PLANTED.idNumber,
  issuer: '演练县公安局',
  validFrom: '2016-01-01',
  validTo: 'long-term',
} as const;

const SLIP: ReceiptModel = {
  blocks: [
    { block: 'text', text: PLANTED.name, size: 2, align: 'center', bold: true },
    { block: 'pair', label: PLANTED.phone, value: PLANTED.idNumber },
    { block: 'text', text: PLANTED.address, size: 1, align: 'left', bold: false },
  ],
};

test.before(async () => {
  [reader, printer] = await Promise.all([testReader(), printerUnderTest()]);
  await reader.ask({ cmd: 'insert', card: CARD });
});
test.after(async () => {
  await Promise.all([reader.stop(), printer.stop()]);
});

/** A bridge that records: reads the card, prints the slip; gives the recording's path and what the read came to. */
async function recorded(profile: string): Promise<{ path: string; outcome: string }> {
  const folder = temporaryFolder();
  const link = new BridgeLink();
  try {
    await link.start({
      options: {
        ...testBridgeOptions(profile),
        reader: { profile, nameMatch: '', path: reader.ttyPath },
        printer: { ...printer.settings, profile: 'escpos-80' },
      },
      env: { ...reader.env, KIOSK_RECORD: folder },
      log: () => {},
    });
    await eventually('the card', async () => {
      const state = await link.readerState();
      return state.ok && state.value.card === 'present';
    });
    const reading = await link.readCard();
    const printed = await link.print(SLIP);
    assert.is(printed.ok ? printed.value.outcome : printed.error.code, 'printed');
    const [name = ''] = readdirSync(folder);
    return { path: join(folder, name), outcome: reading.ok ? 'read' : reading.error.code };
  } finally {
    await link.stop();
  }
}

/** Six bytes in a row of anything of the person, in any encoding, as text, in hexadecimal or in base64. */
function tracesIn(text: string): string[] {
  const WINDOW = 6;
  return Object.entries(PLANTED).flatMap(([what, value]) =>
    [Buffer.from(value, 'utf8'), Buffer.from(value, 'utf16le'), iconv.encode(value, 'gb18030')].flatMap(
      (bytes, i) =>
        Array.from({ length: bytes.length - WINDOW + 1 }, (_, at) => bytes.subarray(at, at + WINDOW)).flatMap(
          (part) =>
            [part.toString('latin1'), part.toString('hex'), part.toString('base64')]
              .filter((form) => text.includes(form))
              .map((form) => `${what} (${i}): ${form}`),
        ),
    ),
  );
}

const SHOWN: Readonly<Record<string, RegExp>> = {
  'pcsc-paged': /"bytes":"\[256\]9000"/,
  'pcsc-wrapped-61': /"bytes":"aaaaaa96690508000090\[246\]6100"/,
  'generic-serial-sam': /"bytes":"aaaaaa96690003300132"/,
};

for (const [profile, shown] of Object.entries(SHOWN))
  test(`${profile}: a recording shows commands, lengths and status, and nothing of the person`, async () => {
    const { path, outcome } = await recorded(profile);
    assert.is(outcome, 'read');
    const text = readFileSync(path, 'utf8');
    assert.match(text, shown);
    assert.match(text, /"port":"printer","direction":"out","tMs":[\d.]+,"bytes":"100401"/);
    assert.equal(tracesIn(text), []);
    assert.ok(readRecording(path).length > 10);
    // The search finds what is there.
    assert.ok(tracesIn(Buffer.from(PLANTED.name, 'utf16le').toString('hex')).length > 0);
  });

test('a recorded line is replayed against the client: it comes to what it came to', async () => {
  const well = await recorded('generic-serial-sam');
  const commands = readRecording(well.path);
  const from = commands.findIndex(
    ({ bytes }, i) => bytes === 'aaaaaa96690003200122' && commands[i + 2]?.bytes === 'aaaaaa96690003200221',
  );
  assert.ok(from >= 0, 'a find with a select behind it begins the read');
  const blob = await new SamClient(replayLine(commands.slice(from))).readBlob();
  assert.ok(blob.ok, 'a made-up card stands where the person’s was');

  await reader.ask({ cmd: 'fault', fault: { fault: 'status', command: 'read', status: 0x41, times: 50 } });
  const broken = await recorded('generic-serial-sam');
  await reader.ask({ cmd: 'fault', fault: { fault: 'none' } });
  assert.is(broken.outcome, 'E-CARD-002');
  const pieces = readRecording(broken.path);
  const begin = pieces.findIndex(
    ({ bytes }, i) => bytes === 'aaaaaa96690003200122' && pieces[i + 2]?.bytes === 'aaaaaa96690003200221',
  );
  const again = await new SamClient(replayLine(pieces.slice(begin))).readBlob();
  assert.is(again.ok ? 'read' : again.error.code, 'E-CARD-002');
});

test.run();
