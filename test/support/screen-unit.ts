import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../../config/index.ts';

/** What a test has of its own: a profile of its own, no panel. */
const OF_THE_DEVICE = /^--(kiosk|ozone-platform|user-data-dir)\b/;

/** Flags with which the device starts Chromium (setup/systemd/kiosk-screen.service), but for panel and profile. */
export function screenUnitFlags(): string[] {
  const unit = readFileSync(join(packageFolder(), 'setup/systemd/kiosk-screen.service'), 'utf8');
  const command = /^ExecStart=((?:.*\\\n)*.*)$/m.exec(unit)?.[1] ?? '';
  const words = [...command.matchAll(/"([^"]*)"|([^\s"\\]+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );
  const flags = words.filter((word) => /^--\S/.test(word));
  if (flags.length < 5) throw new Error('the unit names no flags');
  return flags.filter((flag) => !OF_THE_DEVICE.test(flag));
}
