/**
 * Pulls a log into a mirror until it is killed: `pull-child FOLDER COUNTY NAME KEY FROM`. The log is read at each of its
 * noted sizes above FROM, one after another; each size that was kept is told on a line.
 */
import { createPrivateKey } from 'node:crypto';
import { type LogSource, pullKiosk } from '../../county-desk/pull/index.ts';
import { ok } from '../../domain/index.ts';
import { verifierKeyText } from '../../domain/tlog/index.ts';
import { readTile } from '../../ledger/index.ts';
import { readNotes } from '../support/growing-notes.ts';
import { deviceOf, pullContext } from '../support/pull-fixture.ts';

const [, , folder = '', county = '', name = '', keyText = '', from = ''] = process.argv;
const key = createPrivateKey({ key: Buffer.from(keyText, 'base64'), format: 'der', type: 'pkcs8' });
const device = deviceOf(name, verifierKeyText(name, key));
const context = pullContext(county);
for (const { note } of readNotes(folder).filter(({ size }) => size >= Number(from))) {
  const source: LogSource = {
    name,
    checkpoint: () => Promise.resolve(ok(note)),
    tile: (tile) => Promise.resolve(ok(readTile(folder, tile))),
    blob: () => Promise.resolve(ok(undefined)),
    deliver: () => Promise.resolve(ok(undefined)),
    close: () => Promise.resolve(),
  };
  const outcome = await pullKiosk(device, source, { ...context, mayBeOld: true });
  if (outcome.outcome !== 'pulled') throw new Error(JSON.stringify(outcome));
  console.log(String(outcome.size));
}
