import { SerialPort } from 'serialport';
import { z } from 'zod';
import type { SerialReaderProfile } from '../../config/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import { withinMs } from '../drivers/index.ts';

const LIST_MS = 5000;

/** What the binding says of a port; the ids are there for USB devices only. */
const ListedPorts = z.array(
  z.object({ path: z.string(), vendorId: z.string().optional(), productId: z.string().optional() }),
);

type ListedPort = z.infer<typeof ListedPorts>[number];

/** The serial ports of this machine, within 5 s; undefined when there is no saying. */
export async function serialPorts(): Promise<readonly ListedPort[] | undefined> {
  const ports = await withinMs(LIST_MS, (done) => {
    SerialPort.list().then(
      (list) => done(null, list),
      (error: unknown) => done(error, undefined),
    );
  });
  return ListedPorts.safeParse(ports.kind === 'value' ? ports.value : undefined).data;
}

/** The device file of a profile's reader: the settings' path, or the first whose USB ids the profile names. */
export async function serialDevice(profile: SerialReaderProfile, path: string): Promise<Result<string>> {
  if (path !== '') return ok(path);
  const { vendorId, productId } = profile.match;
  if (vendorId === undefined)
    return fail('E-CARD-012', 'reader.path is not set and the profile names no USB id');
  const listed = await serialPorts();
  if (listed === undefined) return fail('E-CARD-012', 'no list of serial ports');
  const fits = (found: string | undefined, wanted: string | undefined): boolean =>
    wanted === undefined || found?.toLowerCase() === wanted.toLowerCase();
  const port = listed.find((one) => fits(one.vendorId, vendorId) && fits(one.productId, productId));
  return port === undefined
    ? fail('E-CARD-012', `no serial port of USB ${vendorId}:${productId ?? '*'}`)
    : ok(port.path);
}
