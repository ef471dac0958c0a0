import { join } from 'node:path';
import { loadReaderProfile, type SerialReaderProfile } from '../../config/index.ts';
import {
  type PortFault,
  PortFaults,
  type SamBehaviour,
  SamModule,
} from '../../firmware-bridge/simulators/index.ts';
import { ReadClock } from '../../firmware-bridge/simulators/read-clock.ts';
import { SamLine } from '../../firmware-bridge/simulators/sam-line.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A module that notes each command frame, in hexadecimal. */
class NotingModule extends SamModule {
  readonly commands: string[] = [];

  override receive(bytes: Uint8Array, refuses?: () => boolean): Uint8Array[] {
    this.commands.push(Buffer.from(bytes).toString('hex'));
    return super.receive(bytes, refuses);
  }
}

export interface SerialModule {
  readonly path: string;
  readonly module: NotingModule;
  readonly line: SamLine;
  set(fault: PortFault): void;
}

/** A module on a pseudo-terminal in this process. The caller unplugs the line. */
export async function serialModule(behaviour: SamBehaviour = {}): Promise<SerialModule> {
  const path = join(temporaryFolder(), 'reader-tty');
  const module = new NotingModule();
  const faults = new PortFaults();
  const onDisconnect = (): void => void line.unplug();
  const line = new SamLine({ path, module, faults, clock: new ReadClock(), onDisconnect });
  module.behave(behaviour);
  line.behave(behaviour);
  await line.plug();
  return { path, module, line, set: (fault) => faults.set(fault) };
}

/** The generic profile without its waits. */
export function serialProfile(change: Partial<SerialReaderProfile> = {}): SerialReaderProfile {
  const profile = loadReaderProfile('generic-serial-sam');
  if (!profile.ok || profile.value.transport !== 'serial') throw new Error('no serial profile');
  const serial = { ...profile.value.serial, openDelayMs: 0 };
  return { ...profile.value, serial, pollMs: 100, ...change };
}
