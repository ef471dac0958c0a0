import type { Command } from 'commander';
import qrcode from 'qrcode';
import { countyFolder } from '../../config/index.ts';
import { fail } from '../../domain/index.ts';
import { AccountDatabase, Accounts, type Enrolment, otpauthUri, Role, Sessions } from '../accounts/index.ts';
import { end, orEnd } from './end.ts';
import { atDesk, operatorOfShell } from './open-desk.ts';

/** `county account …`: who may use the web desk. Accounts are made on the county's own machine only. */
export function registerAccount(program: Command): void {
  const account = program.command('account').description('accounts of the web desk');
  account
    .command('add <name>')
    .description('make an account; shows first password, second factor and recovery codes once')
    .requiredOption('--role <role>', Role.options.join(', '))
    .action((name: string, { role }: { role: string }) =>
      withAccounts(program, async (accounts, by, county) => {
        const made = await accounts.add(name, roleOrEnd(program, role), by);
        await tellEnrolment(orEnd(program, made), county);
      }),
    );
  account
    .command('reset <name>')
    .description('new password, second factor and recovery codes; ends sessions and lock-out')
    .action((name: string) =>
      withAccounts(program, async (accounts, by, county) => {
        await tellEnrolment(orEnd(program, await accounts.reset(name, by)), county);
      }),
    );
  account
    .command('close <name>')
    .description('close an account for good')
    .action((name: string) =>
      withAccounts(program, async (accounts, by) => {
        orEnd(program, await accounts.close(name, by));
        console.log(`closed: ${name}`);
      }),
    );
  account
    .command('role <name> <role>')
    .description(`give an account another role: ${Role.options.join(', ')}`)
    .action((name: string, role: string) =>
      withAccounts(program, async (accounts, by) => {
        orEnd(program, await accounts.changeRole(name, roleOrEnd(program, role), by));
        console.log(`role: ${name} ${role}`);
      }),
    );
  account
    .command('unlock <name>')
    .description("end an account's lock-out")
    .action((name: string) =>
      withAccounts(program, async (accounts, by) => {
        orEnd(program, await accounts.unlock(name, by));
        console.log(`unlocked: ${name}`);
      }),
    );
  account
    .command('list')
    .description('every account')
    .action(() =>
      withAccounts(program, async (accounts) => {
        for (const { name, role, state, madeAt } of accounts.list())
          console.log(`${name}\t${role}\t${state}\t${madeAt}`);
      }),
    );
}

function roleOrEnd(program: Command, text: string): Role {
  const role = Role.safeParse(text);
  return role.success ? role.data : end(program, fail('E-COUNTY-139', Role.options.join(', ')));
}

async function withAccounts(
  program: Command,
  work: (accounts: Accounts, by: string, county: string) => Promise<void>,
): Promise<void> {
  await atDesk(program, async ({ acts, keys }) => {
    const db = new AccountDatabase(countyFolder());
    try {
      const sessions = new Sessions(db, Date.now);
      await work(new Accounts(db, sessions, acts, Date.now), operatorOfShell(), keys.county);
    } finally {
      db.close();
    }
  });
}

/** Said once, to the terminal: it is kept nowhere in this form. */
async function tellEnrolment(enrolment: Enrolment, county: string): Promise<void> {
  const { account, role, password, secret, recoveryCodes } = enrolment;
  console.log(`account: ${account}\nrole: ${role}\nfirst password: ${password}\nsecond factor: ${secret}`);
  console.log(await qrcode.toString(otpauthUri(county, account, secret), { type: 'utf8' }));
  console.log(`recovery codes, each good once:\n${recoveryCodes.map((code) => `  ${code}`).join('\n')}`);
}
