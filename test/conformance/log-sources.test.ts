import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { packageFolder } from '../../config/index.ts';
import { issueOrder, readDevice } from '../../county-desk/enrolment/index.ts';
import {
  DialledKiosks,
  deliverOrders,
  directLine,
  FolderSource,
  type LogSource,
} from '../../county-desk/pull/index.ts';
import { packRoster } from '../../county-desk/roster/index.ts';
import { exportStick } from '../../device-daemon/county-api/index.ts';
import { bundlesOf, openCheckpoint, parseVerifierKey, tilesOf } from '../../domain/tlog/index.ts';
import { madeUpRows, must, NOW } from '../support/county-fixture.ts';
import { recordOf, type ServingDevice, serve, testCounty, testDevice } from '../support/county-line.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Three full bundles and a growing one, so that full and partial tiles of two levels are read. */
const ENTRIES = 800;
const county = await testCounty();
const { folder, keys, line } = county;
const hub = must(
  await DialledKiosks.listen({ folder, keys, line, host: '127.0.0.1', port: 0, tell: () => undefined }),
);

interface Way {
  readonly name: string;
  readonly kiosk: ServingDevice;
  readonly source: LogSource;
  /** Brings to the kiosk what was delivered. */
  arrive(): Promise<void>;
}

async function overTheLine(): Promise<Way> {
  const kiosk = await serve(await testDevice(county, 'kiosk-990000-01'), ENTRIES);
  const address = `127.0.0.1:${kiosk.port}`;
  const source = must(directLine({ device: 'kiosk-990000-01', address }, { folder, keys, line }));
  return { name: 'direct', kiosk, source, arrive: async () => undefined };
}

async function dialled(): Promise<Way> {
  const settings = { listen: false, address: '127.0.0.1', port: 1, dial: `127.0.0.1:${hub.port}` };
  const kiosk = await serve(await testDevice(county, 'kiosk-990000-02'), ENTRIES, { settings });
  await eventually('the kiosk to dial', () => hub.connected().includes('kiosk-990000-02'));
  return { name: 'dialled', kiosk, source: hub.source('kiosk-990000-02'), arrive: async () => undefined };
}

async function onAStick(): Promise<Way> {
  const kiosk = await serve(await testDevice(county, 'kiosk-990000-03'), ENTRIES);
  const stick = join(temporaryFolder(), 'stick');
  await exportStick(join(kiosk.folder, 'ledger'), stick, 'kiosk-990000-03');
  const arrive = async (): Promise<void> => {
    await promisify(execFile)(process.execPath, ['bin/kiosk.js', 'inbox', 'take', stick], {
      cwd: packageFolder(),
      env: { ...process.env, KIOSK_DATA: kiosk.folder },
    });
  };
  return { name: 'stick', kiosk, source: await FolderSource.open(stick), arrive };
}

const ways = [await overTheLine(), await dialled(), await onAStick()];
test.after(async () => {
  for (const { source, kiosk } of ways) {
    await source.close();
    await kiosk.stop();
  }
  await hub.close();
});

for (const { name, kiosk, source, arrive } of ways) {
  test(`${name}: says whose log it is`, () => {
    assert.is(source.name, kiosk.trust.device);
  });

  test(`${name}: gives the signed checkpoint, every tile and every bundle under it, byte for byte`, async () => {
    const note = must(await source.checkpoint());
    const verifier = parseVerifierKey(kiosk.keys.ledgerVkey);
    assert.ok(note !== undefined && verifier !== undefined);
    const checkpoint = openCheckpoint(note, verifier);
    assert.is(checkpoint?.size, kiosk.ledger.size);
    const size = kiosk.ledger.size;
    const names = [...tilesOf(size), ...bundlesOf(size)];
    assert.ok(names.some(({ width }) => width < 256) && names.some(({ width }) => width === 256));
    for (const tile of names) {
      const bytes = must(await source.tile(tile));
      assert.ok(bytes !== undefined, JSON.stringify(tile));
      if (tile.width < 256) continue;
      const path = join(kiosk.folder, 'ledger', 'tile', String(tile.level), `00${tile.index}`);
      assert.ok(Buffer.from(bytes).equals(readFileSync(path)), path);
    }
  });

  test(`${name}: what is not there is undefined`, async () => {
    assert.is(must(await source.tile({ level: 0, index: 99, width: 256 })), undefined);
    assert.is(must(await source.tile({ level: 'entries', index: 99, width: 7 })), undefined);
    assert.is(must(await source.blob('0'.repeat(64))), undefined);
    assert.is(must(await source.blob('../../keys/device.json')), undefined);
  });

  test(`${name}: gives a sealed blob by its hash`, async () => {
    const bytes = must(await source.blob(kiosk.blob.sha256));
    assert.ok(bytes !== undefined && kiosk.blob.bytes.equals(bytes));
  });

  test(`${name}: brings orders, a roster and a cosignature to the kiosk`, async () => {
    const id = kiosk.trust.device;
    must(issueOrder(folder, keys, { kind: 'retention', device: id, months: 48 }, NOW));
    const way = name === 'stick' ? 'stick' : 'line';
    assert.is(must(await deliverOrders(folder, keys, id, source, way)), 1);
    const device = readDevice(folder, id) ?? recordOf(county, id);
    const { bytes } = await packRoster(madeUpRows(50), device, keys, 1, NOW);
    must(await source.deliver({ kind: 'roster', bytes }));
    must(await source.deliver({ kind: 'cosignature', bytes: Buffer.from('as the ledger takes it\n') }));
    await arrive();
    assert.is(kiosk.roster.info()?.version, 1);
    assert.equal(
      kiosk.orders.map((order) => order.kind === 'retention' && order.months),
      [48],
    );
    assert.equal(kiosk.cosignatures, ['as the ledger takes it\n']);
    // What has been delivered is not delivered again; a stick cannot know.
    assert.is(must(await deliverOrders(folder, keys, id, source, way)), way === 'stick' ? 1 : 0);
    await arrive();
    assert.is(kiosk.orders.length, 1, 'an order that it has is not put into effect twice');
  });
}

test.run();
