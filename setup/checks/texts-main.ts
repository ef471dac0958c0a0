import { packageFolder } from '../../config/index.ts';
import { ROOMS, readSources } from './sources.ts';
import { textsInCode } from './texts.ts';

const rooms = ROOMS.filter((room) => !['config', 'test', 'setup'].includes(room));
const found = textsInCode(readSources(packageFolder(), rooms));
for (const sentence of found) console.log(sentence);
process.exitCode = found.length === 0 ? 0 : 1;
