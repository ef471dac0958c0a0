export { Account, AccountName, Role } from './account.ts';
export { AccountDatabase } from './account-database.ts';
export { Accounts, type Enrolment } from './accounts.ts';
export { otpauthUri } from './second-factor.ts';
export { ABSOLUTE_MS, IDLE_MS, isFormToken, type Session, Sessions } from './sessions.ts';
export { type Credentials, SignIn } from './sign-in.ts';
