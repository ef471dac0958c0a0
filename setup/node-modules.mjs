/** The npm packages: exactly those of package-lock.json, native parts built for the Node that runs this. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hashOf, ROOT, run, StepError, stampedStep, step } from './step.mjs';

const LOCK = join(ROOT, 'package-lock.json');
const MODULES = join(ROOT, 'node_modules');
const NATIVE = ['pcsclite', 'libsql', 'onnxruntime-node', 'serialport', '@napi-rs/canvas'];

/** The headers that belong to this Node, so that node-gyp need not fetch any. */
function nodeHeaders() {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, 'include', 'node', 'node_api.h')) ? { npm_config_nodedir: prefix } : {};
}

function npm(args) {
  const env = {
    ...nodeHeaders(),
    // Only the CPU build is wanted; its script would fetch the CUDA one.
    ONNXRUNTIME_NODE_INSTALL: 'skip',
  };
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) return run(process.execPath, [script, ...args], { env });
  return run('npm', args, { env });
}

/** Whether node_modules holds every package at the version of the lock file (others' platforms left out). */
function matchesLock() {
  const held = join(MODULES, '.package-lock.json');
  if (!existsSync(held)) return false;
  const wanted = JSON.parse(readFileSync(LOCK, 'utf8')).packages;
  const have = JSON.parse(readFileSync(held, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || have[path]?.version === entry.version,
  );
}

/** Name of the first native package that this Node cannot load, or undefined. Tried in a process of its own. */
function unloadableModule() {
  return NATIVE.find(
    (name) =>
      spawnSync(process.execPath, ['-e', `require(${JSON.stringify(name)});process.exit(0)`], { cwd: ROOT })
        .status !== 0,
  );
}

/** Installs the packages unless they are there already. `complete` false: Debian packages are missing. */
export function installNodeModules(complete) {
  const stamp = {
    name: 'node-modules',
    title: 'npm packages',
    inputs: hashOf([LOCK], [process.versions.modules, process.arch, process.execPath]),
    outputs: [join(MODULES, '.package-lock.json')],
  };
  try {
    stampedStep(stamp, () => {
      if (matchesLock() && unloadableModule() === undefined) return 'already there';
      npm(['ci']);
      const broken = unloadableModule();
      if (broken !== undefined) throw new StepError(`${broken} does not load with Node ${process.version}`);
      return 'installed';
    });
  } catch (error) {
    if (complete || !(error instanceof StepError)) throw error;
    // Without the headers of libpcsclite the reader's binding cannot be built; all the rest can.
    step('npm packages without native builds', () => {
      npm(['ci', '--ignore-scripts']);
      return 'installed; no card reader until the Debian packages are there';
    });
  }
  dropForeignRuntimes();
  dropSourceMaps(join(MODULES, '@tensorflow'));
}

/** onnxruntime-node brings the binaries of every platform, some 240 MB of which this machine never loads. */
function dropForeignRuntimes() {
  const binaries = join(MODULES, 'onnxruntime-node', 'bin', 'napi-v6');
  if (!existsSync(binaries)) return;
  for (const platform of readdirSync(binaries)) {
    if (platform !== process.platform) rmSync(join(binaries, platform), { recursive: true });
    else
      for (const arch of readdirSync(join(binaries, platform)))
        if (arch !== process.arch) rmSync(join(binaries, platform, arch), { recursive: true });
  }
}

/** TensorFlow serves the benchmarks only, and two thirds of it are source maps (196 MB). */
function dropSourceMaps(folder) {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (name.endsWith('.map')) rmSync(join(folder, name));
}
