import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { openCountyStore } from '../../county-desk/store/index.ts';
import { codeOf, must } from '../support/county-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { storeConformance } from './county-store.conformance.ts';

storeConformance({
  fresh: async () => {
    const folder = temporaryFolder();
    return {
      open: async () => must(await openCountyStore(folder, undefined)),
      execute: async (statement) => {
        const database = new Database(join(folder, 'county.db'));
        database.exec(statement);
        database.close();
      },
    };
  },
});

test('a folder that takes no file is an error with a code', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  assert.is(codeOf(await openCountyStore(file, undefined)), 'E-COUNTY-070');
});

test.run();
