import { packageFolder } from '../../config/index.ts';
import { wrongImports } from './imports.ts';
import { readSources } from './sources.ts';

const wrong = wrongImports(readSources(packageFolder()));
for (const sentence of wrong) console.log(sentence);
process.exitCode = wrong.length === 0 ? 0 : 1;
