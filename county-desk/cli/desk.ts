import type { PaperSettings, Say } from '../../config/index.ts';
import type { Campaign } from '../../domain/index.ts';
import type { OpenRows } from '../lists/index.ts';
import type { DeviceState, PaperContext } from '../reports/index.ts';
import type { ActLog } from '../steps/index.ts';
import type { CountyStore } from '../store/index.ts';

/** All that the commands about persons and papers work with. */
export interface Desk {
  /** The county's folder. */
  readonly folder: string;
  /** Name of the county. */
  readonly county: string;
  /** Base64 of the key of person digests. */
  readonly personKey: string;
  readonly campaign: Campaign;
  readonly settings: PaperSettings;
  readonly benefits: ReadonlyMap<string, string>;
  readonly software: string;
  readonly say: Say;
  readonly store: CountyStore;
  readonly log: ActLog;
  readonly openRows: OpenRows;
  /** The present instant, ISO. */
  now(): string;
  devices(): Promise<readonly DeviceState[]>;
  close(): Promise<void>;
}

/** Opens the desk; the program ends when it cannot be. */
export type OpenDesk = () => Promise<Desk>;

/** What papers go by, at an instant. */
export function paperContext(desk: Desk, asOf: string): PaperContext {
  const { say, county, campaign, settings, benefits, software } = desk;
  return { say, county, campaign, asOf, settings, benefits, software };
}
