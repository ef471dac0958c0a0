/**
 * A small writer to be killed: opens the ledger in argv[2] with the PKCS #8 key in argv[3] (base64), appends visits
 * without end, and prints `index leafHash person` for each that was acknowledged.
 */
import { createHash, createPrivateKey } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openLedger, visitOutcome } from '../support/ledger-fixture.ts';

const [, , folder = '', keyText = ''] = process.argv;
const key = createPrivateKey({ key: Buffer.from(keyText, 'base64'), format: 'der', type: 'pkcs8' });
const ledger = await openLedger(folder, key);
for (;;) {
  const persons = [0, 1, 2].map((i) =>
    createHash('sha256')
      .update(`${ledger.size + i}`)
      .digest('hex'),
  );
  await Promise.all(
    persons.map(async (person) => {
      const { index, leafHash } = await ledger.append(visitOutcome(person));
      // Synchronous, so that what was acknowledged is with the parent before anything else happens.
      writeSync(1, `${index} ${leafHash} ${person}\n`);
    }),
  );
}
