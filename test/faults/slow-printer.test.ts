import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { configFolder, loadReceiptWording } from '../../config/index.ts';
import { testSlip } from '../../device-daemon/receipts/index.ts';
import { must } from '../support/county-fixture.ts';
import { eventually } from '../support/eventually.ts';
import { testReader } from '../support/simulated-reader.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { testLink } from '../support/test-bridge.ts';

test('a printer that takes longer than the daemon waits does not cost the card reader', async () => {
  const sockets: Socket[] = [];
  const mute = createServer((socket) => sockets.push(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  const address = mute.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const reader = await testReader();
  const { link, lines } = await testLink(reader, {
    printer: { profile: patientProfile(), host: '127.0.0.1', port },
  });
  try {
    const { pid } = link;
    const status = await link.printerStatus();
    assert.is(status.ok ? '' : status.error.code, 'E-BRIDGE-002');
    assert.is(link.counters().late, 1);
    assert.is(link.counters().deaths, 0);
    assert.is(link.pid, pid);
    assert.equal(lines, ['bridge: no reply to printer-status in time']);
    await reader.ask({ cmd: 'insert', person: 'p001' });
    await eventually('the card', async () => {
      const state = await link.readerState();
      return state.ok && state.value.card === 'present';
    });
    assert.ok((await link.readCard()).ok);
  } finally {
    await link.stop();
    await reader.stop();
    for (const socket of sockets) socket.destroy();
    mute.close();
  }
});

test('the printer is not asked how it is while a slip is printed', async () => {
  const reader = await testReader();
  const { link } = await testLink(reader);
  try {
    const wording = must(loadReceiptWording('zh-CN'));
    const slip = testSlip({ station: '样例站', device: 'kiosk-990000-01', printer: 'x', at: 0 }, wording);
    const printed = link.print(slip);
    const status = link.printerStatus();
    await new Promise((resolve) => setImmediate(resolve));
    assert.is(link.counters().calls, 1);
    assert.ok((await printed).ok);
    await status;
    assert.is(link.counters().calls, 2);
  } finally {
    await link.stop();
    await reader.stop();
  }
});

/** Name of a profile, in a configuration folder of the test's own, that gives the printer more time than the daemon. */
function patientProfile(): string {
  const folder = join(temporaryFolder(), 'config');
  cpSync(configFolder(), folder, { recursive: true });
  process.env.KIOSK_CONFIG = folder;
  const text = readFileSync(join(folder, 'printers', 'escpos-80.json'), 'utf8');
  const patient = text.replace('"escpos-80"', '"patient"').replace(/"statusMs": \d+/, '"statusMs": 10000');
  writeFileSync(join(folder, 'printers', 'patient.json'), patient);
  return 'patient';
}

test.run();
