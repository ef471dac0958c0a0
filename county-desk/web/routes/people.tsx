import { z } from 'zod';
import { type CodedError, dayInChina, isValidIdNumber, type RosterRow } from '../../../domain/index.ts';
import { codeOfPerson } from '../../lists/index.ts';
import { parseForm, Reason } from '../form.ts';
import { personLine } from '../overview/person-line.ts';
import { PeoplePage } from '../pages/PeoplePage.tsx';
import { PersonPage } from '../pages/PersonPage.tsx';
import { refusalWords } from '../pages/Refusal.tsx';
import { ALL, type Answer, go, type OwnVisit, page, type Route } from '../route.ts';
import { contextOf } from './page-context.ts';
import { refused } from './refused.ts';

const NumberForm = z.object({
  idNumber: z
    .string()
    .transform((text) => text.replaceAll(/\s/g, '').toUpperCase())
    .refine(isValidIdNumber),
});
const CodeForm = z.object({
  code: z
    .string()
    .transform((text) => text.replaceAll(/[\s-]/g, '').toLowerCase())
    .refine((text) => /^[0-9a-f]{8,64}$/.test(text)),
});
const OpenForm = z.object({ reason: Reason });

/** Finding a person, and the page of one. */
export const PEOPLE_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/people',
    who: ALL,
    handle: async (visit) => page(<PeoplePage context={contextOf(visit)} />),
  },
  { method: 'POST', path: '/people/find', who: ALL, handle: findByNumber },
  { method: 'POST', path: '/people/find-code', who: ALL, handle: findByCode },
  { method: 'GET', path: '/person/:person', who: ALL, handle: (visit) => personPage(visit) },
  { method: 'POST', path: '/person/:person/open', who: ALL, handle: openPerson },
];

async function findByNumber(visit: OwnVisit): Promise<Answer> {
  const parsed = parseForm(NumberForm, visit.form);
  if (!parsed.ok) return notFound(visit, { code: 'E-COUNTY-135' });
  const digest = visit.desk.parts.digestOf(parsed.value.idNumber);
  const facts = await visit.desk.overview.person(digest);
  return facts === undefined ? notFound(visit, { code: 'E-COUNTY-136' }) : go(`/person/${digest}`);
}

async function findByCode(visit: OwnVisit): Promise<Answer> {
  const parsed = parseForm(CodeForm, visit.form);
  if (!parsed.ok) return notFound(visit, { code: 'E-COUNTY-135' });
  const { lines } = await visit.desk.overview.everybody();
  const { code } = parsed.value;
  const found = [...lines.keys()].filter(
    (person) => person.startsWith(code) || codeOfPerson(person) === code,
  );
  const [only] = found;
  return only === undefined || found.length > 1
    ? notFound(visit, { code: 'E-COUNTY-136' })
    : go(`/person/${only}`);
}

function notFound(visit: OwnVisit, error: CodedError): Answer {
  return page(<PeoplePage context={contextOf(visit)} wrong={refusalWords(error)} />, 422);
}

async function personPage(visit: OwnVisit, opened?: RosterRow): Promise<Answer> {
  const { overview, parts } = visit.desk;
  const person = visit.params.person ?? '';
  const facts = /^[0-9a-f]{64}$/.test(person) ? await overview.person(person) : undefined;
  if (facts === undefined) return refused(visit, { code: 'E-COUNTY-132' });
  const now = parts.clock();
  const [asOf, today] = [new Date(now).toISOString(), dayInChina(now)];
  return page(
    <PersonPage
      context={contextOf(visit, asOf)}
      facts={facts}
      line={personLine(facts, { campaign: parts.campaign, asOf, today })}
      acts={await parts.store.actsOf(person)}
      today={today}
      {...(opened === undefined ? {} : { opened })}
    />,
  );
}

/** The page with name, number, telephone and address: written down first, shown in this one answer. */
async function openPerson(visit: OwnVisit): Promise<Answer> {
  const parsed = parseForm(OpenForm, visit.form);
  if (!parsed.ok) return refused(visit, parsed.error);
  const person = visit.params.person ?? '';
  const known = /^[0-9a-f]{64}$/.test(person) && (await visit.desk.overview.person(person)) !== undefined;
  if (!known) return refused(visit, { code: 'E-COUNTY-132' });
  const why = {
    operator: visit.session.account.name,
    reason: parsed.value.reason,
    what: 'roster-row',
  } as const;
  const opened = await visit.desk.parts.openRows([person], why);
  if (!opened.ok) return refused(visit, opened.error);
  const row = opened.value.get(person);
  return row === undefined ? refused(visit, { code: 'E-COUNTY-137' }) : personPage(visit, row);
}
