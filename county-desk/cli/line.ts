import { createHash, X509Certificate } from 'node:crypto';
import { type Command, Option } from 'commander';
import { countyFolder } from '../../config/index.ts';
import { certificateAge, DIAL_PORT, RevocationReason } from '../../domain/county/index.ts';
import { fail, HostAndPort, splitHostAndPort } from '../../domain/index.ts';
import type { DeskAct } from '../acts/index.ts';
import {
  issueOrder,
  type KeptOrder,
  keepDevice,
  loadOrMakeCountyLine,
  readCountyKeys,
  readDevice,
  readDevices,
  renewCountyLine,
  revoke,
} from '../enrolment/index.ts';
import { DialledKiosks, deliverOrders, directLine, FolderSource, type LogSource } from '../pull/index.ts';
import { end, now, orEnd, readInput } from './end.ts';
import { atDesk, operatorOfShell } from './open-desk.ts';

/** `county revoke`, `county order …`, `county line …`, `county deliver`: the lines to the kiosks. */
export function registerLine(program: Command): void {
  program
    .command('revoke <device-or-serial>')
    .description("believe a device's certificates, or one of the county's own, no more")
    .addOption(
      new Option('--reason <why>', 'why').choices([...RevocationReason.options]).makeOptionMandatory(),
    )
    .action((what: string, { reason }: { reason: string }) => revokeOne(program, what, reason));
  registerOrders(program);
  const line = program.command('line').description('the lines to the kiosks');
  line
    .command('show')
    .description('certificates and when they end; exit code 1 when one ends within 60 days')
    .action(() => show(program));
  line
    .command('renew')
    .description("give the county's own end a new key and certificate")
    .action(async () => {
      const keys = orEnd(program, await readCountyKeys(countyFolder()));
      const { certificate } = orEnd(program, await renewCountyLine(countyFolder(), keys, now()));
      console.log(wordsOf('county', certificate));
    });
  line
    .command('address <device> <host:port>')
    .description('where the log of a device is pulled; "none" for one that dials out or brings a stick')
    .action((device: string, address: string) => setAddress(program, device, address));
  program
    .command('listen')
    .description('wait for kiosks that dial out, and hand them their orders')
    .option('--on <host:port>', 'address to listen on', `0.0.0.0:${DIAL_PORT}`)
    .action(({ on }: { on: string }) => listen(program, on));
  program
    .command('deliver <device> [roster]')
    .description('hand a device its orders, and a packed roster; over the line, or onto a stick')
    .option('--to <folder>', 'a stick that `kiosk log export` wrote')
    .action((device: string, roster: string | undefined, { to }: { to?: string }) =>
      deliver(program, device, roster, to),
    );
}

function registerOrders(program: Command): void {
  const order = program.command('order').description('signed orders to devices, delivered by pull or stick');
  const device = ['--device <id>', 'for one device; else for all', '*'] as const;
  order
    .command('recipients <age1...>')
    .description("to whom records are sealed from now on; the county's own recipient must be among them")
    .option(...device)
    .action(async (recipients: string[], options: { device: string }) => {
      const keys = orEnd(program, await readCountyKeys(countyFolder()));
      const content = { kind: 'recipients', device: options.device, recipients } as const;
      const made = orEnd(program, issueOrder(countyFolder(), keys, content, now()));
      await noteOrder(program, made);
      console.log(`order ${made.order.number}: recipients, for ${made.order.device}`);
    });
  order
    .command('retention <months>')
    .description('how long devices keep what the county has; at least 6 months')
    .option(...device)
    .action(async (months: string, options: { device: string }) => {
      const keys = orEnd(program, await readCountyKeys(countyFolder()));
      const content = { kind: 'retention', device: options.device, months: Number(months) } as const;
      const made = orEnd(program, issueOrder(countyFolder(), keys, content, now()));
      await noteOrder(program, made);
      console.log(`order ${made.order.number}: retention, for ${made.order.device}`);
    });
}

/**
 * Notes an order in the county's own ledger. After it was made: a revocation holds at once, also where the ledger cannot be
 * written, and the command says that it could not.
 */
async function noteOrder(program: Command, { order, text }: KeptOrder, ...beside: DeskAct[]): Promise<void> {
  const sha256 = createHash('sha256').update(text).digest('hex');
  const made = {
    act: 'ordered',
    device: order.device,
    order: `${order.number}-${order.kind}`,
    sha256,
  } as const;
  await atDesk(program, async ({ acts }) => {
    await acts.appendAll(operatorOfShell(), [...beside, made]);
  });
}

async function revokeOne(program: Command, what: string, why: string): Promise<void> {
  const folder = countyFolder();
  const keys = orEnd(program, await readCountyKeys(folder));
  const reason = RevocationReason.parse(why);
  const list = orEnd(program, revoke(what, { folder, keys, now: now(), reason }));
  await noteOrder(program, list, { act: 'revoked', device: what, words: reason });
  const { order } = list;
  const count = order.kind === 'revoked' ? order.revoked.length : 0;
  console.log(`revoked: ${what}; order ${order.number} for all devices, ${count} certificates in the list`);
}

async function show(program: Command): Promise<void> {
  const folder = countyFolder();
  const keys = orEnd(program, await readCountyKeys(folder));
  const line = orEnd(program, await loadOrMakeCountyLine(folder, keys, now()));
  console.log(wordsOf('authority', line.authority));
  console.log(wordsOf('county', line.certificate));
  let soon = certificateAge(new X509Certificate(line.certificate), Date.now()) !== 'good';
  const limit = new Date(Date.now() + 60 * 86_400_000).toISOString();
  for (const { device, certificates, address, revokedAt } of readDevices(folder)) {
    const last = certificates.at(-1)?.until;
    if (revokedAt === null && last !== undefined && last < limit) soon = true;
    const state = revokedAt === null ? `certificate until ${last ?? 'none'}` : `revoked ${revokedAt}`;
    console.log(`${device}  ${address ?? 'dials out or stick'}  ${state}`);
  }
  if (soon) {
    console.error('E-COUNTY-033: a certificate ends within 60 days');
    process.exitCode = 1;
  }
}

async function setAddress(program: Command, id: string, address: string): Promise<void> {
  const folder = countyFolder();
  const device = readDevice(folder, id);
  if (device === undefined) return end(program, fail('E-COUNTY-005', id));
  if (address !== 'none' && !HostAndPort.safeParse(address).success)
    return program.error(`${address} is not host:port`);
  keepDevice(folder, { ...device, address: address === 'none' ? null : address });
  console.log(`${id}: ${address}`);
}

async function listen(program: Command, on: string): Promise<void> {
  const folder = countyFolder();
  if (!HostAndPort.safeParse(on).success) return program.error(`${on} is not host:port`);
  const keys = orEnd(program, await readCountyKeys(folder));
  const line = orEnd(program, await loadOrMakeCountyLine(folder, keys, now()));
  const kiosks = orEnd(
    program,
    await DialledKiosks.listen({
      folder,
      keys,
      line,
      ...splitHostAndPort(on),
      tell(event) {
        if (event.what === 'refused') console.error(`refused: ${event.code} ${event.address}`);
        else console.log(`${event.what}: ${event.device}`);
        if (event.what === 'came') void handOver(event.device);
      },
    }),
  );
  const handOver = async (device: string): Promise<void> => {
    const done = await deliverOrders(folder, keys, device, kiosks.source(device), 'line');
    if (!done.ok) console.error(`${device}: ${done.error.code} ${done.error.detail ?? ''}`);
    else if (done.value > 0) console.log(`${device}: ${done.value} orders delivered`);
  };
  console.log(`listening: port ${kiosks.port}`);
  const stop = (): void => void kiosks.close().then(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
}

async function deliver(program: Command, id: string, roster?: string, stick?: string): Promise<void> {
  const folder = countyFolder();
  const keys = orEnd(program, await readCountyKeys(folder));
  const device = readDevice(folder, id);
  if (device === undefined) return end(program, fail('E-COUNTY-005', id));
  const line = orEnd(program, await loadOrMakeCountyLine(folder, keys, now()));
  const source: LogSource =
    stick === undefined
      ? orEnd(program, directLine(device, { folder, keys, line }))
      : await FolderSource.open(stick);
  try {
    const way = stick === undefined ? 'line' : 'stick';
    const count = orEnd(program, await deliverOrders(folder, keys, id, source, way));
    console.log(`orders: ${count}`);
    if (roster === undefined) return;
    orEnd(program, await source.deliver({ kind: 'roster', bytes: orEnd(program, readInput(roster)) }));
    console.log('roster: delivered');
  } finally {
    await source.close();
  }
}

function wordsOf(name: string, pem: string): string {
  const certificate = new X509Certificate(pem);
  const until = new Date(certificate.validTo).toISOString();
  return `${name}  serial ${certificate.serialNumber}  until ${until}`;
}
