import type { Figures, Group } from '../figures/index.ts';
import { DRAWS_A_YEAR, daysBetween, lastWeekday } from '../steps/index.ts';
import {
  dayOnPaper,
  denominatorOf,
  footOf,
  issuerOf,
  type PaperContext,
  rateText,
  todayOf,
} from './context.ts';
import { type DeviceState, silentDevices } from './device-inventory.ts';
import type { Block, Paper } from './paper.ts';
import type { Growth, Progress } from './progress.ts';
import { quotaTable, townshipTable, waitingOf } from './progress-tables.ts';

/**
 * The weekly notice (A53, A74): progress by township, home visits owed, and by name the slow ones, those whose spot
 * checks differed, and silent or alarmed devices.
 */
export function fridayNotice(
  context: PaperContext,
  progress: Progress,
  devices: readonly DeviceState[],
): Paper {
  const { say, campaign, asOf } = context;
  const { total } = progress.figures;
  const day = dayOnPaper(say, todayOf(context));
  const blocks: Block[] = [
    { kind: 'addressee', text: say('friday.addressee') },
    {
      kind: 'paragraph',
      text: say('friday.progress', {
        day,
        roster: total.tally.roster,
        deceased: total.tally.states.deceased,
        confirmed: total.tally.states.confirmed,
        rate: rateText(total.percent),
        week: progress.growthOfAll.thisWeek,
        pending: waitingOf(total.tally),
        declined: total.tally.states.declined,
        open: total.remaining,
      }),
    },
    { kind: 'heading', level: 1, text: say('friday.by-township') },
    townshipTable(context, progress, []),
    { kind: 'heading', level: 1, text: say('friday.quota') },
    { kind: 'paragraph', text: say('friday.quota-text') },
    quotaTable(context, progress),
    { kind: 'heading', level: 1, text: say('friday.named') },
    ...named(context, progress, devices).map((text): Block => ({ kind: 'paragraph', text })),
    { kind: 'paragraph', text: drawsText(context, progress) },
    { kind: 'paragraph', text: say('friday.next') },
  ];
  return {
    slug: 'friday',
    style: 'red-head',
    orientation: 'portrait',
    issuer: issuerOf(context),
    number: say('friday.number', { number: issueNumber(context) }),
    title: say('friday.title', { year: campaign.year }),
    mark: say('paper.internal'),
    blocks,
    closing: { issuer: issuerOf(context), date: day, seal: true, signatures: [] },
    asOf,
    foot: footOf(context, [denominatorOf(context)]),
  };
}

/** Number of the issue: notices of the weekday up to the instant since the campaign opened, from 1. */
export function issueNumber(context: PaperContext): number {
  const { campaign, settings } = context;
  const last = lastWeekday(todayOf(context), settings.noticeWeekday);
  const weeks = Math.floor(daysBetween(campaign.opens, last) / 7) + 1;
  return Math.max(1, weeks);
}

/** What is named, a sentence each; one sentence when there is nothing. */
function named(
  context: PaperContext,
  progress: Progress,
  devices: readonly DeviceState[],
): readonly string[] {
  const { say, settings } = context;
  const days = settings.silentDays;
  const behind = slowTownships(progress.figures, settings.slowBelowPoints);
  const growth = (name: string): Growth | undefined => progress.growth.get(name);
  const { townships } = progress.figures;
  const still = townships.filter(({ name, remaining }) => remaining > 0 && growth(name)?.thisWeek === 0);
  const untrue = townships.filter(({ name }) => (growth(name)?.differing ?? 0) > 0);
  const silent = silentDevices(devices, todayOf(context), days);
  const alarmed = devices.filter(({ alarmed }) => alarmed);
  const names = (list: readonly Group[]): string => list.map(({ name }) => name).join('、');
  const stations = (list: readonly DeviceState[]): string =>
    list
      .map(({ station, device }) => say('friday.township-of-count', { township: station, count: device }))
      .join('、');
  const sentences = [
    ...(behind.length === 0
      ? []
      : [
          say('friday.slow', {
            townships: behind.map((group) => rated(context, group)).join('、'),
            points: settings.slowBelowPoints,
          }),
        ]),
    ...(still.length === 0 ? [] : [say('friday.still', { townships: names(still) })]),
    ...(untrue.length === 0 ? [] : [say('friday.untrue', { townships: names(untrue) })]),
    ...(silent.length === 0 ? [] : [say('friday.silent', { days, devices: stations(silent) })]),
    ...(alarmed.length === 0 ? [] : [say('friday.alarms', { devices: stations(alarmed) })]),
  ];
  return sentences.length === 0 ? [say('friday.nothing')] : sentences;
}

function rated({ say }: PaperContext, { name, percent }: Group): string {
  return say('friday.township-of-count', { township: name, count: `${rateText(percent)}%` });
}

/** Townships whose rate lies more than so many points below the county's, the slowest first. */
export function slowTownships({ total, townships }: Figures, points: number): readonly Group[] {
  const rate = ({ percent }: Group): number => Number(percent ?? '100');
  return townships
    .filter((group) => rate(group) < rate(total) - points)
    .toSorted((a, b) => rate(a) - rate(b));
}

function drawsText({ say }: PaperContext, progress: Progress): string {
  const { made, owed, withoutResult, red } = progress.draws;
  return red
    ? say('friday.draws-red', { made, owed: Math.min(owed, DRAWS_A_YEAR), open: withoutResult })
    : say('friday.draws-good', { made });
}
