import { z } from 'zod';
import { fail, type Result } from '../../../domain/index.ts';
import { parseForm } from '../form.ts';
import { AccountPage } from '../pages/AccountPage.tsx';
import { refusalWords } from '../pages/Refusal.tsx';
import { ALL, type Answer, type OwnVisit, page, type Route } from '../route.ts';
import { contextOf } from './page-context.ts';

const PasswordForm = z.object({
  present: z.string().max(400),
  wanted: z.string().max(400),
  again: z.string().max(400),
});

/** The officer's own account. */
export const ACCOUNT_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/account',
    who: ALL,
    handle: async (visit) => page(<AccountPage context={contextOf(visit)} />),
  },
  { method: 'POST', path: '/account/password', who: ALL, handle: changePassword },
];

async function changePassword(visit: OwnVisit): Promise<Answer> {
  const changed = await change(visit);
  if (changed.ok) return { kind: 'signed-out', to: '/login?why=password' };
  return page(<AccountPage context={contextOf(visit)} wrong={refusalWords(changed.error)} />, 422);
}

async function change({ desk, form, session }: OwnVisit): Promise<Result<void>> {
  const parsed = parseForm(PasswordForm, form);
  if (!parsed.ok) return parsed;
  const { present, wanted, again } = parsed.value;
  if (wanted !== again) return fail('E-COUNTY-134');
  return desk.doors.accounts.changePassword(session.account.name, present, wanted);
}
