import { modelsFolder } from '../../config/index.ts';
import { ensureModels } from './index.ts';

/** Entry: puts the face models into the models folder; exits with 1 and one sentence when that can't be done. */
try {
  const state = await ensureModels(modelsFolder());
  console.log(`face models: ${state === 'present' ? 'already there' : `made in ${modelsFolder()}`}`);
} catch (error) {
  console.error(`face models: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
