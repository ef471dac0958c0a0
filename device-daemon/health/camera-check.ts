import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bad, type Finding, good } from './finding.ts';

/** A camera as the kernel lists it. */
export interface Camera {
  /** `/dev/video0` */
  readonly device: string;
  /** The driver's name for it, '' where it has none. */
  readonly name: string;
}

/** Every video device below `root`, which is `/` but in tests. One camera often has two: pictures and their times. */
export function camerasBelow(root: string): Camera[] {
  const folder = join(root, 'dev');
  return readdirSync(folder)
    .filter((file) => /^video\d+$/.test(file))
    .sort()
    .map((file) => ({
      device: `/dev/${file}`,
      name: nameOf(join(root, 'sys/class/video4linux', file, 'name')),
    }));
}

function nameOf(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trim().slice(0, 60) : '';
}

/** Whether the browser can have a camera; with simulated hardware it brings one of its own. */
export function checkCameras(cameras: readonly Camera[], simulated: boolean): Finding {
  const list = cameras.map(({ device, name }) => (name === '' ? device : `${device} (${name})`)).join(', ');
  if (cameras.length > 0) return good('cameras', list);
  return simulated
    ? good('cameras', 'none here; simulated hardware, so the browser plays a file')
    : bad('cameras', { code: 'E-HEALTH-008', detail: 'no /dev/video*' });
}
