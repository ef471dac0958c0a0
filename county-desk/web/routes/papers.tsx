import { parseForm } from '../form.ts';
import { townshipsOf } from '../overview/list-lines.ts';
import { PapersPage } from '../pages/PapersPage.tsx';
import { makePaper } from '../papers/make-paper.ts';
import { PaperChoice } from '../papers/paper-choice.ts';
import { issueFile } from '../papers/paper-file.ts';
import { ALL, type Answer, CLERKS, type OwnVisit, page, type Route } from '../route.ts';
import { contextOf } from './page-context.ts';
import { refused } from './refused.ts';

/** Reports and lists as files. */
export const PAPER_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/papers', who: ALL, handle: papers },
  { method: 'POST', path: '/papers', who: CLERKS, handle: print },
];

async function papers(visit: OwnVisit): Promise<Answer> {
  const everybody = await visit.desk.overview.everybody();
  return page(<PapersPage context={contextOf(visit, everybody.asOf)} townships={townshipsOf(everybody)} />);
}

/** Everybody is read anew: what is printed is of this moment. */
async function print(visit: OwnVisit): Promise<Answer> {
  const { desk, session, form } = visit;
  const parsed = parseForm(PaperChoice, form);
  if (!parsed.ok) return refused(visit, parsed.error);
  const { name } = session.account;
  const made = await makePaper(desk.parts, await desk.overview.afresh(), parsed.value, name);
  if (!made.ok) return refused(visit, made.error);
  const file = await issueFile(made.value, parsed.value.file, name, desk.parts.log);
  return file.ok ? { kind: 'file', file: file.value } : refused(visit, file.error);
}
