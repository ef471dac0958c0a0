import type { Command } from 'commander';
import {
  benefitTypes,
  type PaperSettings,
  paperTexts,
  readPaperSettings,
  type Say,
  softwareVersion,
} from '../../config/index.ts';
import type { OpenRows } from '../lists/index.ts';
import { openRoster } from '../opening/index.ts';
import type { DeviceState, PaperContext } from '../reports/index.ts';
import { deviceStates } from './device-states.ts';
import { now, orEnd } from './end.ts';
import { atDesk, type Desk } from './open-desk.ts';

/** The desk of the commands about persons and papers. */
export interface PaperDesk extends Desk {
  /** Name of the county. */
  readonly county: string;
  readonly settings: PaperSettings;
  readonly benefits: ReadonlyMap<string, string>;
  readonly software: string;
  readonly say: Say;
  readonly openRows: OpenRows;
  /** The present instant, ISO. */
  now(): string;
  devices(asOf: string): Promise<readonly DeviceState[]>;
}

/** Works at a desk and closes it. */
export type AtPaperDesk = (work: (desk: PaperDesk) => Promise<void>) => Promise<void>;

/** The real desk, of the folder and settings that the environment names. */
export function atPaperDesk(program: Command): AtPaperDesk {
  return (work) =>
    atDesk(program, async (desk) => {
      // What an earlier program wrote down last may not be in the store yet.
      await desk.acts.catchUp();
      await work(paperDesk(desk, orEnd(program, readPaperSettings()), now));
    });
}

/** A desk with what papers need. */
export function paperDesk(desk: Desk, settings: PaperSettings, clock: () => string): PaperDesk {
  return {
    ...desk,
    county: desk.keys.county,
    settings,
    benefits: new Map(benefitTypes().map(({ key, label }) => [key, label])),
    software: softwareVersion(),
    say: paperTexts(),
    openRows: (persons, why) => openRoster(desk, persons, why, why.what),
    now: clock,
    devices: (asOf) => deviceStates(desk.folder, desk.store, asOf),
  };
}

/** What papers go by, at an instant. */
export function paperContext(desk: PaperDesk, asOf: string): PaperContext {
  const { say, county, campaign, settings, benefits, software } = desk;
  return { say, county, campaign, asOf, settings, benefits, software };
}
