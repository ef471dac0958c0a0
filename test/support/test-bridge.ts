import type { z } from 'zod';
import { BridgeOptions } from '../../config/index.ts';
import { BridgeLink, type BridgeLinkEvent } from '../../device-daemon/bridge-link/index.ts';
import type { TestReader } from './simulated-reader.ts';

export interface TestLink {
  readonly link: BridgeLink;
  readonly events: BridgeLinkEvent['event'][];
  readonly lines: string[];
}

/** A simulated reader of this profile; the printer's port is 1, where nobody listens. */
export function testBridgeOptions(profile: string): BridgeOptions {
  return BridgeOptions.parse({
    reader: { profile },
    photoDecoder: 'specimen',
    printer: { profile: 'escpos-80', host: '127.0.0.1', port: 1 },
  });
}

/** A link with its bridge on a simulated reader; the printer's port is 1, where nobody listens. */
export async function testLink(
  reader: TestReader,
  change: Partial<z.input<typeof BridgeOptions>> = {},
): Promise<TestLink> {
  const link = new BridgeLink();
  const events: BridgeLinkEvent['event'][] = [];
  const lines: string[] = [];
  link.on(({ event }) => events.push(event));
  await link.start({
    options: BridgeOptions.parse({ ...testBridgeOptions('pcsc-paged'), ...change }),
    env: reader.env,
    log: (line) => lines.push(line),
  });
  return { link, events, lines };
}
