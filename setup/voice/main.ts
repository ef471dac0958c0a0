import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configFolder, packageFolder } from '../../config/index.ts';
import { makeSpeech, missingPrograms } from './index.ts';

/** Makes the kiosk's speech at set-up into build/voice/zh-CN. Exit code 1 when the programs are not there. */
const LANGUAGE = 'zh-CN';
const missing = missingPrograms();
if (missing.length > 0) {
  console.error(`no speech: ${missing.join(', ')} not found. apt-get install -y espeak-ng opus-tools`);
  process.exitCode = 1;
} else {
  const catalogue: unknown = JSON.parse(
    readFileSync(join(configFolder(), 'texts', `${LANGUAGE}.json`), 'utf8'),
  );
  const { sentences, made } = makeSpeech(catalogue, join(packageFolder(), 'build', 'voice', LANGUAGE));
  console.log(`speech: ${sentences} sentences, ${made} made`);
}
