import { type Command, InvalidArgumentError } from 'commander';
import pino from 'pino';
import { personDigest } from '../../domain/county/index.ts';
import { AccountDatabase, Accounts, Sessions, SignIn } from '../accounts/index.ts';
import { openRoster } from '../opening/index.ts';
import { incompleteKiosks } from '../store/index.ts';
import { type DeskParts, deskDevices, serveWeb } from '../web/index.ts';
import { orEnd } from './end.ts';
import { atDesk, type Desk } from './open-desk.ts';

const PORT = 8660;
const DAY_MS = 86_400_000;

/** `county serve`: the officers' web desk, until it is told to end. */
export function registerServe(program: Command): void {
  program
    .command('serve')
    .description("the officers' web desk, on this machine only")
    .option('--port <port>', 'TCP port on 127.0.0.1', portOf, PORT)
    .option('--public-origin <origin>', 'https origin of a reverse proxy on this machine')
    .action((options: ServeOptions) => atDesk(program, (desk) => serve(program, desk, options)));
}

interface ServeOptions {
  readonly port: number;
  readonly publicOrigin?: string;
}

async function serve(program: Command, desk: Desk, { port, publicOrigin }: ServeOptions): Promise<void> {
  const { folder, acts } = desk;
  // Before anything is shown: the store has every act that is in the ledger.
  await acts.catchUp();
  const logger = pino({ base: null });
  const db = new AccountDatabase(folder);
  const sessions = new Sessions(db, Date.now);
  const doors = {
    sessions,
    accounts: new Accounts(db, sessions, acts, Date.now),
    signIn: new SignIn(db, sessions, acts, Date.now),
  };
  const origin = publicOrigin === undefined ? {} : { publicOrigin };
  const web = orEnd(program, await serveWeb({ port, ...origin, parts: partsOf(desk), doors, logger }));
  logger.info({ url: web.url }, 'web desk');
  const daily = setInterval(() => checkStore(desk, logger), DAY_MS);
  await checkStore(desk, logger);
  await new Promise<void>((end) => {
    process.once('SIGINT', () => end());
    process.once('SIGTERM', () => end());
  });
  clearInterval(daily);
  await web.close();
  db.close();
}

function partsOf({ folder, keys, store, acts, campaign }: Desk): DeskParts {
  return {
    county: keys.county,
    campaign,
    folder,
    store,
    log: acts,
    openRows: (persons, why) => openRoster({ folder, store, acts }, persons, why, why.what),
    devices: () => deskDevices(folder),
    digestOf: (idNumber) => personDigest(keys.personKey, idNumber),
    clock: Date.now,
  };
}

/** Once a day: the store holds exactly the entries that were verified. */
async function checkStore({ store }: Desk, logger: pino.Logger): Promise<void> {
  try {
    for (const { kiosk, size, rows } of await incompleteKiosks(store))
      logger.error({ kiosk, size, rows }, 'the store is incomplete: run `county rebuild`');
  } catch (error) {
    logger.error({ fault: error instanceof Error ? error.name : 'unknown' }, 'the store cannot be checked');
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('a TCP port is 0 to 65535');
  return port;
}
