import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bad, type Finding, good } from './finding.ts';
import { isPortFree } from './port-free.ts';

/** Ports that a kiosk listens on: its page, and what the county asks. */
export const KIOSK_PORTS = [8650, 8651] as const;

const IPV6_NOWHERE = '0'.repeat(32);

function linesOf(file: string): string[][] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, 1000);
  return lines.map((line) => line.trim().split(/\s+/));
}

/** Interfaces with a carrier, but for the loopback. */
function interfacesUp(root: string): string[] {
  const folder = join(root, 'sys/class/net');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name !== 'lo')
    .filter((name) => linesOf(join(folder, name, 'operstate'))[0]?.[0] === 'up')
    .sort();
}

/** The kernel's tables: destination 0.0.0.0 or ::/0 by something that is not the loopback (proc(5)). */
function hasDefaultRoute(root: string): boolean {
  const ipv4 = linesOf(join(root, 'proc/net/route')).some(([name, to]) => name !== 'lo' && to === '00000000');
  const ipv6 = linesOf(join(root, 'proc/net/ipv6_route')).some(
    (row) => row[0] === IPV6_NOWHERE && row[1] === '00' && row.at(-1) !== 'lo',
  );
  return ipv4 || ipv6;
}

/**
 * Whether this machine could reach the county, told without sending anything: interfaces, default route, name
 * servers. `busyPorts` are ports that another program holds. `root` is `/` but in tests.
 */
export function checkNetwork(root: string, busyPorts: readonly number[]): Finding {
  const up = interfacesUp(root);
  const route = hasDefaultRoute(root);
  const servers = linesOf(join(root, 'etc/resolv.conf')).filter(([word]) => word === 'nameserver').length;
  const facts = [
    up.length === 0 ? 'no interface up' : `up: ${up.join(' ')}`,
    route ? 'default route' : 'no default route',
    `name servers: ${servers}`,
    ...busyPorts.map((port) => `port ${port} is taken`),
  ];
  const detail = facts.join(', ');
  if (busyPorts.length > 0) return bad('network', { code: 'E-HEALTH-013', detail });
  const whole = up.length > 0 && route && servers > 0;
  return whole ? good('network', detail) : bad('network', { code: 'E-HEALTH-012', detail });
}

/** Which of the kiosk's ports another program holds. Asked only while no kiosk runs, which holds them itself. */
export async function takenPorts(ports: readonly number[] = KIOSK_PORTS): Promise<number[]> {
  const free = await Promise.all(ports.map(isPortFree));
  return ports.filter((_port, i) => free[i] === false);
}
