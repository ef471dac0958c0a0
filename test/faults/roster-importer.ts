/** Imports the package in argv[3] into the device folder in argv[2]; says `importing` just before. To be killed. */
import { readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { loadDeviceKeys, readTrust } from '../../device-daemon/identity/index.ts';
import { Roster } from '../../device-daemon/roster/index.ts';
import { must } from '../support/county-fixture.ts';

const [, , folder = '', file = ''] = process.argv;
const keys = must(await loadDeviceKeys(folder));
const trust = must(await readTrust(folder));
const roster = must(Roster.open({ folder: join(folder, 'roster'), deviceSecret: keys.deviceSecret }));
writeSync(1, 'importing\n');
must(await roster.importPackage(readFileSync(file), keys, trust));
writeSync(1, 'imported\n');
roster.close();
