import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** How a simulator is to be started, and where clients find its pcscd. */
export interface PrivatePlace {
  /** Program and arguments to put before the simulator's own command line. */
  readonly before: readonly string[];
  /** Where pcscd puts its socket, as the world outside sees it. */
  readonly socketFolder: string;
  /** Whether nothing of it can meet another pcscd of the machine. */
  readonly isPrivate: boolean;
}

/**
 * pcscd's folder is fixed at /run/pcscd and vpcd listens on all addresses: in namespaces of its own the first is
 * a folder of the kiosk and the second reaches nobody. Where /run/pcscd cannot be made, all of /run is replaced.
 * vpcd writes length and payload apart, so the kernel would hold each message back for 40 ms until the first is
 * acknowledged (measured: 270 ms a read, 4 ms without); the route makes it acknowledge at once.
 */
const ENTER = `ip link set lo up || exit 70
ip route change local 127.0.0.1 dev lo table local scope host src 127.0.0.1 quickack 1 2>/dev/null
if [ -d /run/pcscd ] || mkdir -p /run/pcscd 2>/dev/null; then mount --bind "$1/pcscd" /run/pcscd
else mount --bind "$1" /run; fi || exit 71
shift; exec "$@"`;

/** The parent's death ends the simulator even when it cannot say so itself (kill -9). */
const DIE_WITH_PARENT = ['setpriv', '--pdeathsig', 'KILL'];

function works(unshare: readonly string[], simFolder: string): boolean {
  const [program = '', ...rest] = unshare;
  const probe = spawnSync(program, [...rest, 'sh', '-c', ENTER, 'sh', simFolder, 'true'], {
    stdio: 'ignore',
  });
  return probe.status === 0;
}

/** Finds what the machine allows: own namespaces as root, in a user namespace, or none (in most containers). */
export function privatePlace(simFolder: string): PrivatePlace {
  const socketFolder = join(simFolder, 'pcscd');
  for (const options of [
    ['-m', '-n'],
    ['-m', '-n', '-r'],
  ]) {
    const unshare = ['unshare', ...options];
    if (works(unshare, simFolder))
      return {
        before: [...DIE_WITH_PARENT, ...unshare, 'sh', '-c', ENTER, 'sh', simFolder],
        socketFolder,
        isPrivate: true,
      };
  }
  return { before: DIE_WITH_PARENT, socketFolder: '/run/pcscd', isPrivate: false };
}
