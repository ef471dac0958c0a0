/**
 * A writer to be killed: opens the ledger in argv[2] with the PKCS #8 key in argv[3] (base64) and the county's key in
 * argv[4], prunes what may go and appends beside it, without end. It says `index leafHash` for each entry that was
 * acknowledged and `below N` when the pruning is done.
 */
import { createPrivateKey } from 'node:crypto';
import { writeSync } from 'node:fs';
import { parseVerifierKey } from '../../domain/tlog/index.ts';
import { openLedger } from '../support/ledger-fixture.ts';

const [, , folder = '', keyText = '', countyText = ''] = process.argv;
const key = createPrivateKey({ key: Buffer.from(keyText, 'base64'), format: 'der', type: 'pkcs8' });
const ledger = await openLedger(folder, key, Date.now, { county: parseVerifierKey(countyText) });
const say = (line: string): void => void writeSync(1, `${line}\n`);
say('open');
void ledger
  .prune(Date.now(), 6)
  .then((pruned) => say(pruned.ok ? `below ${pruned.value}` : pruned.error.code));
for (;;) {
  const { index, leafHash } = await ledger.append({ event: 'device-stopped' });
  say(`${index} ${leafHash}`);
}
