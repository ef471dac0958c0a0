import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Settings } from '../../config/index.ts';
import { tellSimulatedHardware } from '../../device-daemon/bridge-link/index.ts';
import { registerPrint } from '../../device-daemon/cli/print.ts';
import { SettingsStore, writeFirstSettings } from '../../device-daemon/settings/index.ts';
import { openSerialLine } from '../../firmware-bridge/printer/serial-line.ts';
import { printerUnderTest } from '../fixtures/receipts/index.ts';
import { must } from '../support/county-fixture.ts';

const settingsFor = (port: number): Settings =>
  Settings.parse({
    version: 1,
    device: { id: 'kiosk-990000-01', station: '灯塔街道退役军人服务站', phone: '', method: 'station' },
    panel: { pixelsPerMm: 4.03, language: 'zh-CN' },
    reader: { profile: 'pcsc-wrapped', nameMatch: '' },
    photoDecoder: 'specimen',
    printer: { profile: 'escpos-80', host: '127.0.0.1', port },
    face: { bands: null, trySeconds: 15 },
    patience: { askAfter: 60, answerWithin: 30, extensions: 10, cardBackWithin: 10, doneStays: 8 },
    operators: [],
  });

/** Runs `kiosk print test` in this process; gives what it wrote and its exit code. */
async function printTest(folder: string): Promise<{ said: string; exitCode: number }> {
  const said: string[] = [];
  const { log, error } = console;
  console.log = (line: string) => void said.push(line);
  console.error = (line: string) => void said.push(line);
  process.env.KIOSK_DATA = folder;
  const program = new Command();
  registerPrint(program);
  await program.parseAsync(['node', 'kiosk', 'print', 'test']);
  Object.assign(console, { log, error });
  const exitCode = Number(process.exitCode ?? 0);
  process.exitCode = 0;
  return { said: said.join('\n'), exitCode };
}

test('kiosk print test prints a page, and says what is wrong when it cannot', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'print-test-'));
  const sim = await printerUnderTest();
  try {
    const absent = await printTest(folder);
    assert.is(absent.exitCode, 1);
    assert.match(absent.said, /E-SETTINGS-001/);
    const settings = Settings.parse(settingsFor(sim.port));
    assert.ok((await writeFirstSettings(folder, settings)).ok);
    const good = await printTest(folder);
    assert.is(good.exitCode, 0, good.said);
    assert.match(good.said, /^printed \(\d+ ms\)$/);
    assert.is((await sim.slips()).count, 1);
    assert.ok((await must(await SettingsStore.open(folder)).set('printer.port', 1)).ok);
    assert.is((await printTest(folder)).exitCode, 1);
    // A running kiosk with simulated hardware tells where its printer is.
    tellSimulatedHardware(folder, { pcscSocket: '', printerPort: sim.port });
    assert.is((await printTest(folder)).exitCode, 0);
    assert.is((await sim.slips()).count, 2);
    await sim.command({ cmd: 'state', state: 'paper-out' });
    const out = await printTest(folder);
    assert.is(out.exitCode, 1);
    assert.match(out.said, /failed-before-cut[\s\S]*E-PRINT-001[\s\S]*new roll/);
    assert.is((await sim.slips()).count, 2);
  } finally {
    await sim.stop();
    rmSync(folder, { recursive: true });
  }
});

test('kiosk print test prints over USB and serial lines, and says when the line is in use', async () => {
  for (const transport of ['usb', 'serial'] as const) {
    const folder = mkdtempSync(join(tmpdir(), 'print-test-'));
    const sim = await printerUnderTest({ transport });
    try {
      assert.ok((await writeFirstSettings(folder, settingsFor(1))).ok);
      const store = must(await SettingsStore.open(folder));
      assert.ok((await store.set('printer.path', sim.settings.path)).ok);
      assert.ok((await store.set('printer.transport', transport)).ok);
      const good = await printTest(folder);
      assert.is(good.exitCode, 0, good.said);
      assert.is((await sim.slips()).count, 1);
      if (transport === 'usb') continue;
      const holder = must(await openSerialLine(sim.settings.path, 115_200, 'none'));
      const inUse = await printTest(folder);
      await holder.close();
      assert.is(inUse.exitCode, 1);
      assert.match(inUse.said, /E-PRINT-015 Another program has/);
    } finally {
      await sim.stop();
      rmSync(folder, { recursive: true });
    }
  }
});

test.run();
