/** From source to a kiosk that runs: TypeScript, the screens, the face models, the spoken prompts. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { filesBelow, hashOf, ROOT, run, StepError, stampedStep } from './step.mjs';

/** Folders that tsc compiles into build/; kiosk-ui is Vite's. */
const COMPILED = [
  'domain',
  'config',
  'ledger',
  'line',
  'firmware-bridge',
  'device-daemon',
  'county-desk',
  'setup',
  'test',
];

const at = (...path) => join(ROOT, ...path);

/** Output whose source is gone must not run: a deleted test would go on counting. */
export function dropOrphans() {
  for (const room of COMPILED)
    for (const made of filesBelow(at('build', room), ['.js'])) {
      const source = at(relative(at('build'), made)).replace(/\.js$/, '');
      if (existsSync(`${source}.ts`) || existsSync(`${source}.tsx`)) continue;
      rmSync(made);
      rmSync(`${made}.map`, { force: true });
    }
}

/** Compiles every room but kiosk-ui into build/. Throws StepError with the compiler's words. */
export function compile() {
  run(process.execPath, [at('node_modules', 'typescript', 'bin', 'tsc'), '-p', '.']);
  dropOrphans();
}

function compileStep() {
  const sources = COMPILED.flatMap((room) => filesBelow(at(room), ['.ts', '.tsx']));
  const inputs = hashOf([...sources, at('tsconfig.json'), at('package-lock.json')]);
  stampedStep(
    {
      name: 'typescript',
      title: 'programs (TypeScript)',
      inputs,
      outputs: sources
        .filter((path) => !path.endsWith('.d.ts'))
        .map((path) => at('build', relative(ROOT, path)).replace(/\.tsx?$/, '.js')),
    },
    compile,
  );
}

function screensStep() {
  const sources = [at('kiosk-ui'), at('domain'), at('config')].flatMap((folder) => filesBelow(folder, ['']));
  stampedStep(
    {
      name: 'screens',
      title: 'screens (Vite)',
      inputs: hashOf([...sources, at('package-lock.json')]),
      outputs: [at('build', 'ui', 'index.html')],
    },
    () =>
      void run(process.execPath, [
        at('node_modules', 'vite', 'bin', 'vite.js'),
        'build',
        '--config',
        at('kiosk-ui', 'vite.config.ts'),
      ]),
  );
}

/** A maker under setup/<name>/ whose program is idempotent itself; the stamp only saves its start. */
function makerStep({ name, title, sources, outputs }) {
  const inputs = hashOf([
    ...sources.flatMap((folder) => filesBelow(at(folder), [''])),
    at('package-lock.json'),
  ]);
  stampedStep(
    { name, title, inputs, outputs },
    () => void run(process.execPath, [at('build', 'setup', name, 'main.js')]),
  );
}

const holdsFiles = (folder) => existsSync(folder) && readdirSync(folder).length > 0;

/** Builds all that is not up to date. Voice is a comfort: a kiosk without it starts all the same. */
export function build() {
  compileStep();
  screensStep();
  const models = process.env.KIOSK_MODELS ?? at('models');
  makerStep({
    name: 'models',
    title: 'face models',
    sources: ['setup/models'],
    outputs: [holdsFiles(models) ? models : at('models', 'none')],
  });
  try {
    makerStep({
      name: 'voice',
      title: 'spoken prompts',
      sources: ['setup/voice', 'config/texts'],
      outputs: [at('build', 'voice', 'zh-CN')],
    });
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    console.log('set-up: going on without spoken prompts (espeak-ng and opus-tools make them)');
  }
}
