import { packageFolder, readErrorBook } from '../../config/index.ts';
import { errorBookFaults } from './error-book.ts';
import { ROOMS, readSources } from './sources.ts';

const product = ROOMS.filter((room) => room !== 'test' && room !== 'setup');
const faults = errorBookFaults(readSources(packageFolder(), product), readErrorBook());
for (const sentence of faults) console.log(sentence);
process.exitCode = faults.length === 0 ? 0 : 1;
