import type { Campaign } from '../../domain/index.ts';
import type { ActLog } from '../acts/index.ts';
import type { OpenRows } from '../lists/index.ts';
import type { CountyStore } from '../store/index.ts';

/** An alarm of a kiosk that nobody has settled. */
export interface OpenAlarm {
  readonly id: string;
  /** Code of the error book. */
  readonly code: string;
  /** Index of the record that it is about; null when about none. */
  readonly record: number | null;
  /** ISO time. */
  readonly at: string;
}

/** An enrolled kiosk as the county holds it. */
export interface DeskDevice {
  readonly kiosk: string;
  readonly station: string;
  /** ISO time. */
  readonly enrolledAt: string;
  readonly quarantined: boolean;
  readonly alarms: readonly OpenAlarm[];
}

/** All that the web desk needs of the county's other parts. */
export interface DeskParts {
  /** Name of the county, zh-CN. */
  readonly county: string;
  readonly campaign: Campaign;
  /** The county's folder. */
  readonly folder: string;
  readonly store: CountyStore;
  readonly log: ActLog;
  readonly openRows: OpenRows;
  devices(): readonly DeskDevice[];
  /** Hex digest of an ID number under the county's person key. */
  digestOf(idNumber: string): string;
  /** Milliseconds since 1970. */
  clock(): number;
}
