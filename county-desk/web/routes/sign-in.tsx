import { z } from 'zod';
import { parseForm } from '../form.ts';
import { IdlePage } from '../pages/IdlePage.tsx';
import { refusalWords } from '../pages/Refusal.tsx';
import { SignInPage } from '../pages/SignInPage.tsx';
import { ALL, type Answer, go, page, type Route, type Visit } from '../route.ts';
import { text } from '../text.ts';

const SignInForm = z.object({
  account: z.string().trim().max(80),
  password: z.string().max(400),
  code: z.string().trim().max(60),
});

/** Signing in and out. */
export const SIGN_IN_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/login',
    who: 'anyone',
    handle: async ({ desk, query }) => page(<SignInPage county={desk.parts.county} why={query.get('why')} />),
  },
  { method: 'POST', path: '/login', who: 'anyone', handle: signIn },
  { method: 'GET', path: '/idle', who: 'anyone', handle: idle },
  {
    method: 'POST',
    path: '/logout',
    who: ALL,
    handle: async ({ desk, token, session }) => {
      // First the way out, then the entry: somebody who leaves is out even when the ledger cannot be written.
      if (token !== undefined) desk.doors.sessions.end(token);
      await desk.act(session, { act: 'logout' });
      return { kind: 'signed-out', to: '/login?why=out' };
    },
  },
];

async function signIn({ desk, form, address, token }: Visit): Promise<Answer> {
  const { county } = desk.parts;
  const parsed = parseForm(SignInForm, form);
  if (!parsed.ok) return page(<SignInPage county={county} wrong={refusalWords(parsed.error)} />, 422);
  const done = await desk.doors.signIn.signIn({ ...parsed.value, address });
  if (done.ok) {
    // A session that this browser had before ends: nobody stays signed in beside the one who signs in now.
    if (token !== undefined) desk.doors.sessions.end(token);
    return {
      kind: 'signed-in',
      token: done.value.token,
      to: done.value.account.mustChange ? '/account' : '/',
    };
  }
  const { error } = done;
  const wrong =
    error.code === 'E-COUNTY-124'
      ? text('signIn.locked', { minutes: Math.ceil(Number(error.detail) / 60) })
      : refusalWords(error);
  const status = error.code === 'E-COUNTY-123' ? 401 : error.code === 'E-COUNTY-124' ? 429 : 503;
  return page(<SignInPage county={county} wrong={wrong} />, status);
}

/** Where every page goes by itself after the idle time. Looking here does not count as use. */
async function idle({ desk, token }: Visit): Promise<Answer> {
  const session = token === undefined ? undefined : desk.doors.sessions.find(token, true);
  return session === undefined ? go('/login?why=left') : page(<IdlePage county={desk.parts.county} />);
}
