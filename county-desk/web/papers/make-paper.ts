import { benefitTypes, paperTexts, readPaperSettings, softwareVersion } from '../../../config/index.ts';
import { dayInChina, ok, type Result } from '../../../domain/index.ts';
import { isListName, type ListName, type Named, nameLines } from '../../lists/index.ts';
import type { PersonFacts } from '../../persons/index.ts';
import {
  type DeviceState,
  deviceInventory,
  endSummary,
  explanationPaper,
  fridayNotice,
  hardshipPaper,
  homeVisitPaper,
  listPaper,
  type Paper,
  type PaperContext,
  reckonProgress,
  townshipReport,
} from '../../reports/index.ts';
import { type HardshipTask, hardshipTask } from '../../steps/index.ts';
import type { DeskParts } from '../desk-parts.ts';
import { listLines } from '../overview/list-lines.ts';
import type { Everybody } from '../overview/overview.ts';
import type { PaperChoice } from './paper-choice.ts';

export const say = paperTexts();

/** What papers go by, at an instant. Error: E-COUNTY-104. */
export function paperContext({ county, campaign }: DeskParts, asOf: string): Result<PaperContext> {
  const settings = readPaperSettings();
  if (!settings.ok) return settings;
  const benefits = new Map(benefitTypes().map(({ key, label }) => [key, label]));
  return ok({ say, county, campaign, asOf, settings: settings.value, benefits, software: softwareVersion() });
}

/** A paper of this moment. Errors: E-COUNTY-104, and those of opening names. */
export async function makePaper(
  parts: DeskParts,
  everybody: Everybody,
  choice: PaperChoice,
  operator: string,
): Promise<Result<Paper>> {
  const made = paperContext(parts, everybody.asOf);
  if (!made.ok) return made;
  const context = made.value;
  const township = choice.township === 'all' ? '' : choice.township;
  const scope = township === '' ? null : township;
  const named = (list: ListName): Promise<Result<readonly Named[]>> =>
    nameLines(listLines(everybody, list, township), choice.naming, parts.openRows, {
      operator,
      reason: choice.reason,
      what: 'export',
    });
  const progress = async () => {
    const { asOf } = everybody;
    const kiosks = await parts.store.kiosks(asOf);
    return reckonProgress(inScope(parts, asOf, township), parts.campaign, asOf, kiosks);
  };
  const { paper, naming } = choice;
  switch (paper) {
    case 'friday':
      return ok(fridayNotice(context, await progress(), await deviceStates(parts, everybody.asOf)));
    case 'inventory':
      return ok(deviceInventory(context, await deviceStates(parts, everybody.asOf)));
    case 'summary':
    case 'township': {
      const unconfirmed = await named('unconfirmed');
      if (!unconfirmed.ok) return unconfirmed;
      const reckoned = await progress();
      if (paper === 'summary') return ok(endSummary(context, reckoned, unconfirmed.value, naming));
      return ok(townshipReport(context, township, reckoned, unconfirmed.value, naming));
    }
    case 'explanations': {
      const unconfirmed = await named('unconfirmed');
      return unconfirmed.ok ? ok(explanationPaper(context, unconfirmed.value, naming, scope)) : unconfirmed;
    }
    case 'hardship-paper': {
      const people = await named('hardship');
      if (!people.ok) return people;
      const tasks = await hardshipTasks(parts, everybody.asOf, people.value);
      return ok(hardshipPaper(context, people.value, naming, tasks));
    }
    case 'home-visit-paper': {
      const people = await named('home-visits');
      return people.ok ? ok(homeVisitPaper(context, await progress(), people.value, naming, scope)) : people;
    }
    default: {
      const list = paper.slice('list-'.length);
      if (!isListName(list)) throw new Error(`${paper} is no list`);
      const people = await named(list);
      return people.ok ? ok(listPaper(context, list, people.value, naming, scope)) : people;
    }
  }
}

/** The devices as the papers want them. */
async function deviceStates({ devices, store }: DeskParts, asOf: string): Promise<readonly DeviceState[]> {
  const heads = new Map((await store.heads()).map((head) => [head.kiosk, head]));
  const logs = new Map((await store.kiosks(asOf)).map((log) => [log.kiosk, log]));
  return devices().map(({ kiosk, station, enrolledAt, alarms }) => ({
    device: kiosk,
    station,
    enrolledAt,
    lastEntryAt: logs.get(kiosk)?.lastEntryAt ?? null,
    entries: heads.get(kiosk)?.size ?? 0,
    alarmed: alarms.length > 0,
  }));
}

async function* inScope(
  { store, campaign }: DeskParts,
  asOf: string,
  township: string,
): AsyncGenerator<PersonFacts> {
  for await (const facts of store.persons(campaign.year, asOf))
    if (township === '' || facts.roster?.township === township) yield facts;
}

async function hardshipTasks(
  { store, campaign }: DeskParts,
  asOf: string,
  named: readonly Named[],
): Promise<ReadonlyMap<string, HardshipTask>> {
  const tasks = new Map<string, HardshipTask>();
  for (const { line } of named) {
    const facts = await store.person(line.person, campaign.year, asOf);
    const task = facts === undefined ? undefined : hardshipTask(facts, dayInChina(Date.parse(asOf)));
    if (task !== undefined) tasks.set(line.person, task);
  }
  return tasks;
}
