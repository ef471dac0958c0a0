import { fail, ok, type Result } from '../../../domain/index.ts';
import type { PersonFacts } from '../../persons/index.ts';
import { keepSheet } from '../../reports/index.ts';
import { ALL_THAT_IS_KNOWN, approveSheet } from '../../steps/index.ts';
import { listing } from '../listing.ts';
import { linesOf } from '../overview/list-lines.ts';
import type { Everybody } from '../overview/overview.ts';
import type { PersonLine } from '../overview/person-line.ts';
import { SheetPage } from '../pages/SheetPage.tsx';
import { SuspensionPage } from '../pages/SuspensionPage.tsx';
import { type KeptSheet, keptSheets } from '../prepared-sheets.ts';
import { ALL, type Answer, CLERKS, DECIDERS, go, type OwnVisit, page, type Route } from '../route.ts';
import { contextOf } from './page-context.ts';
import { refused } from './refused.ts';

/** Sheets of candidates: one officer prepares, an approver who is somebody else approves (A49). */
export const SUSPENSION_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/suspension', who: ALL, handle: candidates },
  { method: 'POST', path: '/suspension/prepare', who: CLERKS, handle: prepare },
  { method: 'GET', path: '/suspension/:sheet', who: ALL, handle: sheet },
  { method: 'POST', path: '/suspension/:sheet/approve', who: DECIDERS, handle: approve },
];

async function candidates(visit: OwnVisit): Promise<Answer> {
  const everybody = await visit.desk.overview.everybody();
  const { folder, campaign } = visit.desk.parts;
  const approvals = approvalsOf(everybody);
  return page(
    <SuspensionPage
      context={contextOf(visit, everybody.asOf)}
      list={listing(linesOf(everybody, 'suspension', ''), visit.query.get('page'))}
      sheets={keptSheets(folder, campaign.year).map((kept) => ({
        ...kept,
        approvedBy: approvals.get(kept.sheet) ?? null,
      }))}
    />,
  );
}

/** Everybody is read anew: a sheet is of this very moment, not of a page that was shown a minute ago. */
async function prepare(visit: OwnVisit): Promise<Answer> {
  const { desk, session, form } = visit;
  const done = await desk.once(form.form ?? '', async (): Promise<Result<string>> => {
    const everybody = await desk.overview.afresh();
    const persons = linesOf(everybody, 'suspension', '').map(({ person }) => person);
    if (persons.length === 0) return fail('E-COUNTY-095');
    const { asOf } = everybody;
    const { folder, campaign } = desk.parts;
    // The file first: what the ledger names is there.
    const preparedBy = session.account.name;
    const digest = keepSheet(folder, { year: campaign.year, asOf, preparedBy, persons });
    await desk.act(session, { act: 'issued', what: 'suspension-sheet', sha256: digest, asOf });
    return ok(digest);
  });
  if (done === undefined) return go('/suspension');
  return done.ok ? go(`/suspension/${done.value}`, 'sheet-prepared') : refused(visit, done.error);
}

async function sheet(visit: OwnVisit): Promise<Answer> {
  const kept = sheetOf(visit);
  if (kept === undefined) return refused(visit, { code: 'E-COUNTY-132' });
  const everybody = await visit.desk.overview.everybody();
  const lines = kept.persons.flatMap((person) => everybody.lines.get(person) ?? []);
  const isStill = (line: PersonLine) => line.lists.has('suspension');
  return page(
    <SheetPage
      context={contextOf(visit, everybody.asOf)}
      sheet={kept}
      still={lines.filter(isStill)}
      fallen={lines.filter((line) => !isStill(line))}
      approvedBy={approvalsOf(everybody).get(kept.sheet) ?? null}
    />,
  );
}

/** Everybody on the sheet is judged by the facts of this moment; whoever has confirmed since is taken off. */
async function approve(visit: OwnVisit): Promise<Answer> {
  const { desk, session, form } = visit;
  const kept = sheetOf(visit);
  if (kept === undefined) return refused(visit, { code: 'E-COUNTY-132' });
  const done = await desk.once(form.form ?? '', async (): Promise<Result<void>> => {
    const factsNow = new Map<string, PersonFacts>();
    for (const person of kept.persons) {
      const facts = await desk.overview.person(person, ALL_THAT_IS_KNOWN);
      if (facts !== undefined) factsNow.set(person, facts);
    }
    const approval = approveSheet(kept, factsNow, session.account.name, desk.parts.campaign, desk.today());
    if (!approval.ok) return approval;
    return ok(await desk.actOnAll(session, approval.value.acts));
  });
  if (done?.ok === false) return refused(visit, done.error);
  return go(`/suspension/${kept.sheet}`, 'sheet-approved');
}

function sheetOf({ desk, params }: OwnVisit): KeptSheet | undefined {
  return keptSheets(desk.parts.folder, desk.parts.campaign.year).find(({ sheet }) => sheet === params.sheet);
}

/** Who approved which sheet. */
function approvalsOf({ lines }: Everybody): ReadonlyMap<string, string> {
  const approvals = new Map<string, string>();
  for (const { approval } of lines.values())
    if (approval !== null) approvals.set(approval.sheet, approval.by);
  return approvals;
}
