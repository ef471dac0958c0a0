/** The Debian packages that a kiosk needs, installed where this user may, else named in one exact command. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onPath, ROOT, run, StepError, step } from './step.mjs';

/** Names of the packages for `purposes` (`build`, `run`, `screen`, `test`) that are not installed. */
export function missingPackages(purposes) {
  const listed = JSON.parse(readFileSync(join(ROOT, 'setup', 'debian-packages.json'), 'utf8'))
    .filter((entry) => purposes.includes(entry.for))
    .filter((entry) => !(entry.unless ?? []).some(onPath));
  const names = [...new Set(listed.map((entry) => entry.name))];
  const asked = spawnSync('dpkg-query', ['-W', `-f=\${Package} \${db:Status-Status}\n`, ...names], {
    encoding: 'utf8',
  });
  const installed = new Set(
    (asked.stdout ?? '')
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return names.filter((name) => !installed.has(name));
}

/** `[]` as root, `['sudo', '-n']` where sudo asks no password, undefined where neither holds. */
function privilege() {
  if (process.getuid() === 0) return [];
  if (onPath('sudo') && spawnSync('sudo', ['-n', 'true']).status === 0) return ['sudo', '-n'];
  return undefined;
}

function aptGet(prefix, args) {
  const [command, ...rest] = [
    ...prefix,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    '-o',
    'DPkg::Lock::Timeout=120',
    ...args,
  ];
  return run(command, rest);
}

/**
 * Installs what is missing for `purposes`. Without the right to do so it prints the one command and returns
 * false: the rest of set-up goes on as far as it can.
 */
export function installDebianPackages(purposes) {
  let complete = true;
  step('Debian packages', () => {
    if (!onPath('dpkg-query')) {
      complete = false;
      return 'this is no Debian: see setup/debian-packages.json for what is needed';
    }
    const missing = missingPackages(purposes);
    if (missing.length === 0) return 'already there';
    const prefix = privilege();
    if (prefix === undefined) {
      complete = false;
      console.log('not allowed to install. Run this once, then start again:');
      console.log(
        `\n  su -c 'apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}'\n`,
      );
      return 'going on as far as possible';
    }
    // Lists that came with the machine may name versions the mirror no longer has. One unreachable third-party
    // source makes update end badly although Debian's own lists are fresh, so its outcome does not decide.
    try {
      aptGet(prefix, ['update', '-q']);
    } catch (error) {
      if (!(error instanceof StepError)) throw error;
    }
    aptGet(prefix, ['install', '-y', '-q', '--no-install-recommends', ...missing]);
    const still = missingPackages(purposes);
    if (still.length > 0) throw new StepError(`apt-get ended well but these are missing: ${still.join(' ')}`);
    return `installed ${missing.join(' ')}`;
  });
  return complete;
}
