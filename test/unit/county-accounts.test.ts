import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AccountDatabase } from '../../county-desk/accounts/account-database.ts';
import { Accounts, type Enrolment } from '../../county-desk/accounts/accounts.ts';
import { ACCOUNT_RULE, ADDRESS_RULE, waitAfter } from '../../county-desk/accounts/lock-out.ts';
import { checkPassword, isGoodPassword, scryptPassword } from '../../county-desk/accounts/password.ts';
import { Sessions } from '../../county-desk/accounts/sessions.ts';
import { SignIn } from '../../county-desk/accounts/sign-in.ts';
import type { CountyEntry } from '../../county-desk/acts/index.ts';
import { codeOf, must } from '../support/county-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const MINUTE = 60_000;

/** Accounts over a real database; the ledger is kept as a list, and may be made to fail. */
class Door {
  now = Date.parse('2026-11-28T02:00:00Z');
  ledgerBroken = false;
  readonly acts: { by: string; data: CountyEntry['data'] }[] = [];
  readonly folder = join(temporaryFolder(), 'county');
  db!: AccountDatabase;
  sessions!: Sessions;
  accounts!: Accounts;
  gate!: SignIn;

  constructor() {
    this.open();
  }

  /** Opens it, or opens it anew as after a restart. */
  open(): void {
    this.db?.close();
    const clock = () => this.now;
    this.db = new AccountDatabase(this.folder);
    this.sessions = new Sessions(this.db, clock);
    const log = {
      append: async (by: string, data: CountyEntry['data']): Promise<CountyEntry> => {
        if (this.ledgerBroken) throw new Error('the ledger cannot be written');
        this.acts.push({ by, data });
        return { v: 1, seq: this.acts.length - 1, at: new Date(this.now).toISOString(), by, prev: '', data };
      },
    };
    this.accounts = new Accounts(this.db, this.sessions, log, clock);
    this.gate = new SignIn(this.db, this.sessions, log, clock);
  }

  async add(name: string): Promise<Enrolment> {
    return must(await this.accounts.add(name, 'officer', 'cli:test'));
  }

  code({ secret }: Enrolment): string {
    return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: this.now });
  }

  try(account: string, password: string, code: string, address = '127.0.0.1') {
    return this.gate.signIn({ account, password, code, address });
  }
}

const test = suite('accounts');

test('a password is kept as scrypt, and only the right one fits', async () => {
  const kept = await scryptPassword('correct horse battery');
  assert.match(kept, /^scrypt\$32768\$8\$1\$/);
  assert.ok(await checkPassword('correct horse battery', kept));
  assert.not.ok(await checkPassword('correct horse batterz', kept));
  assert.not.ok(await checkPassword('correct horse battery', 'plain'));
  // The same letters from another keyboard: a full-width A.
  assert.ok(await checkPassword('Ａpassword1234', await scryptPassword('Apassword1234')));
});

test('short, plain and telling passwords are not taken', () => {
  assert.ok(isGoodPassword('梧桐树下六十年春秋冬夏来', 'wang'));
  assert.not.ok(isGoodPassword('abcdefghijk', 'wang'));
  assert.not.ok(isGoodPassword('aaaabbbbaaaabbbb', 'wang'));
  assert.not.ok(isGoodPassword('my-Wang-password-2026', 'wang'));
  assert.not.ok(isGoodPassword('x1'.repeat(70), 'wang'));
});

test('password and code together let in; neither alone does, and no code passes twice', async () => {
  const door = new Door();
  const wang = await door.add('wang');
  const code = door.code(wang);
  assert.is(codeOf(await door.try('wang', wang.password, '000000')), 'E-COUNTY-123');
  assert.is(codeOf(await door.try('wang', 'another password', code)), 'E-COUNTY-123');
  must(await door.try('wang', wang.password, code));
  assert.is(codeOf(await door.try('wang', wang.password, code)), 'E-COUNTY-123', 'the same code again');
  door.now += 30_000;
  must(await door.try('wang', wang.password, door.code(wang)));
  // A code that the browser sent before, from a step that has been passed over.
  assert.is(codeOf(await door.try('wang', wang.password, code)), 'E-COUNTY-123');
});

test('a recovery code is good once', async () => {
  const door = new Door();
  const wang = await door.add('wang');
  const [first = ''] = wang.recoveryCodes;
  must(await door.try('wang', wang.password, first.toLowerCase()));
  assert.is(codeOf(await door.try('wang', wang.password, first)), 'E-COUNTY-123');
  assert.is(door.accounts.list()[0]?.recovery.length, 9);
  const uses = door.acts.filter(({ data }) => data.act === 'account' && data.change === 'second-factor');
  assert.is(uses.length, 1);
});

test('nothing readable of password, secret of a session or recovery code is in the file', async () => {
  const door = new Door();
  const wang = await door.add('wang');
  const { token } = must(await door.try('wang', wang.password, door.code(wang)));
  const kept = JSON.stringify([door.db.accounts(), door.db.session(token)]);
  for (const secret of [wang.password, token, ...wang.recoveryCodes]) assert.not.ok(kept.includes(secret));
});

test('the wait grows from try to try up to a quarter of an hour', () => {
  assert.equal(
    [1, 4, 5, 6, 7, 8, 9, 10, 11, 50].map((tries) => waitAfter(tries, ACCOUNT_RULE) / 1000),
    [0, 0, 30, 60, 120, 240, 480, 900, 900, 900],
  );
  assert.is(waitAfter(19, ADDRESS_RULE), 0);
  assert.is(waitAfter(20, ADDRESS_RULE), 30_000);
});

test('five wrong tries lock an account, also after a restart; the right password does not open it before its time', async () => {
  const door = new Door();
  const wang = await door.add('wang');
  for (let i = 0; i < 5; i += 1)
    assert.is(codeOf(await door.try('wang', `wrong ${i}`, '000000')), 'E-COUNTY-123');
  const locks = door.acts.filter(({ data }) => data.act === 'account' && data.change === 'locked');
  assert.is(locks.length, 1);
  door.open();
  assert.is(codeOf(await door.try('wang', wang.password, door.code(wang))), 'E-COUNTY-124');
  door.now += 31_000;
  must(await door.try('wang', wang.password, door.code(wang)));
  // The count began anew.
  assert.is(codeOf(await door.try('wang', 'wrong', '000000')), 'E-COUNTY-123');
});

test('many tries at once are counted each', async () => {
  const door = new Door();
  await door.add('wang');
  const tried = await Promise.all(
    Array.from({ length: 8 }, (_, i) => door.try('wang', `wrong ${i}`, '000000')),
  );
  const codes = tried.map(codeOf);
  assert.is(codes.filter((code) => code === 'E-COUNTY-123').length, 5);
  assert.is(codes.filter((code) => code === 'E-COUNTY-124').length, 3);
});

test('a name that nobody has is answered, counted and locked like one that somebody has', async () => {
  const door = new Door();
  await door.add('wang');
  const answers = async (name: string) => {
    const codes: string[] = [];
    door.db.keepTries(`account ${name}`, { tries: 2, last: door.now, until: 0 });
    for (let i = 0; i < 4; i += 1) codes.push(codeOf(await door.try(name, 'wrong', '000000', name)));
    return codes;
  };
  assert.equal(await answers('nobody'), await answers('wang'));
  const named = door.acts.filter(({ by }) => by === 'nobody');
  assert.is(named.length, 0, 'what was typed as a name is not in the ledger');
});

test('one address that tries many accounts is locked', async () => {
  const door = new Door();
  const wang = await door.add('wang');
  // Eighteen tries lie behind; two more are made here.
  door.db.keepTries('address 10.0.0.9', { tries: 18, last: door.now, until: 0 });
  for (let i = 0; i < 2; i += 1)
    assert.is(codeOf(await door.try(`name${i}`, 'wrong', '000000', '10.0.0.9')), 'E-COUNTY-123');
  assert.is(codeOf(await door.try('wang', wang.password, door.code(wang), '10.0.0.9')), 'E-COUNTY-124');
  must(await door.try('wang', wang.password, door.code(wang), '10.0.0.10'));
});

test('a crowd at the door is turned away before anything is reckoned', async () => {
  const door = new Door();
  await door.add('wang');
  const tried = await Promise.all(
    Array.from({ length: 30 }, (_, i) => door.try(`name${i}`, 'wrong', '000000', `10.0.0.${i}`)),
  );
  assert.is(tried.map(codeOf).filter((code) => code === 'E-COUNTY-125').length, 30 - 2 - 8);
});

test('a session ends after fifteen idle minutes and after eight hours', async () => {
  const door = new Door();
  await door.add('wang');
  const token = door.sessions.open('wang');
  door.now += 14 * MINUTE;
  assert.ok(door.sessions.find(token));
  door.now += 14 * MINUTE;
  assert.ok(door.sessions.find(token, true), 'still there, and not counted as use');
  door.now += MINUTE;
  assert.not.ok(door.sessions.find(token), 'idle');
  const long = door.sessions.open('wang');
  for (let i = 0; i < 47; i += 1) {
    door.now += 10 * MINUTE;
    assert.ok(door.sessions.find(long), `after ${i} times ten minutes`);
  }
  door.now += 10 * MINUTE;
  assert.not.ok(door.sessions.find(long), 'eight hours');
});

test('a closed account, a reset and a new password end sessions; a new role is there at once', async () => {
  const door = new Door();
  const wang = await door.add('wang');
  const token = door.sessions.open('wang');
  must(await door.accounts.changeRole('wang', 'auditor', 'cli:test'));
  assert.is(door.sessions.find(token)?.account.role, 'auditor');
  must(await door.accounts.changePassword('wang', wang.password, '梧桐树下六十年春秋冬夏来'));
  assert.not.ok(door.sessions.find(token));
  const second = door.sessions.open('wang');
  must(await door.accounts.reset('wang', 'cli:test'));
  assert.not.ok(door.sessions.find(second));
  const third = door.sessions.open('wang');
  must(await door.accounts.close('wang', 'cli:test'));
  assert.not.ok(door.sessions.find(third));
  assert.is(codeOf(await door.accounts.add('wang', 'officer', 'cli:test')), 'E-COUNTY-120');
  assert.is(codeOf(await door.accounts.reset('wang', 'cli:test')), 'E-COUNTY-121');
});

test('an account keeps three sessions at the most', () => {
  const door = new Door();
  const tokens = Array.from({ length: 5 }, () => {
    door.now += 1000;
    return door.sessions.open('wang');
  });
  const left = tokens.filter((token) => door.db.session(digest(token)) !== undefined);
  assert.equal(left, tokens.slice(2));
});

test('what the ledger does not take is not done', async () => {
  const door = new Door();
  const wang = await door.add('wang');
  door.ledgerBroken = true;
  await rejects(() => door.accounts.close('wang', 'cli:test'));
  await rejects(() => door.accounts.add('zhao', 'officer', 'cli:test'));
  await rejects(() => door.try('wang', wang.password, door.code(wang)));
  assert.equal(
    door.accounts.list().map(({ name, state }) => `${name} ${state}`),
    ['wang open'],
  );
});

async function rejects(act: () => Promise<unknown>): Promise<void> {
  const failed = await act().then(
    () => false,
    () => true,
  );
  assert.ok(failed, 'it must fail');
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

test.run();
