import type { ControlReaderProfile } from '../../config/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import { type FrameTransport, SamClient } from '../card/index.ts';
import { ladderAlone } from '../recovery/index.ts';
import { polledQuirks } from './look-for-card.ts';
import { type ControlCall, PcscPort } from './pcsc-port.ts';
import { frameTransport } from './pcsc-wrapped.ts';
import type { PolledConnection } from './polled-card-reader.ts';

export interface ControlConnectOptions {
  readonly profile: ControlReaderProfile;
  /** The first reader by PC/SC's list whose name all of these match is used. */
  readonly nameMatches: readonly RegExp[];
  readonly onStuck: (call: string) => void;
  /** In place of the binding's control call, for tests: the virtual reader knows none. */
  readonly control?: ControlCall;
}

/**
 * A module that is reached by control codes of its PC/SC reader, asked how it is. E-CARD-012 where PC/SC lists no such
 * reader or the driver lets no control code through; a module that answers is connected whatever its status.
 */
export async function connectControl(options: ControlConnectOptions): Promise<Result<PolledConnection>> {
  const { profile, nameMatches, onStuck, control } = options;
  const port = new PcscPort({
    nameMatches,
    connectMs: profile.timeouts.connectMs,
    recovery: ladderAlone('reader'),
    onStuck,
    ...(control !== undefined && { control }),
  });
  const client = new SamClient(controlFrames(port, profile), { ...profile, quirks: polledQuirks(profile) });
  const report = (await port.listed())
    ? await client.report()
    : fail('E-CARD-012', 'no such reader in PC/SC');
  if (!report.ok) {
    await port.close();
    return report;
  }
  let open = true;
  return ok({
    name: port.state().name,
    client,
    report: report.value,
    get open() {
      return open && port.state().reader === 'ready';
    },
    onGone: (listener) => {
      port.on(({ event }) => {
        if (event === 'reader-gone') listener();
      });
    },
    wipe: () => undefined,
    async close() {
      open = false;
      await port.close();
    },
  });
}

/** Connects for each frame: a reader that is held directly would be lost to every other program. */
function controlFrames(port: PcscPort, profile: ControlReaderProfile): FrameTransport {
  return {
    exchange: (frame, timeoutMs) =>
      port.withReader(profile.control, (send) => frameTransport(send, profile).exchange(frame, timeoutMs)),
  };
}
