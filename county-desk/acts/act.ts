import { z } from 'zod';
import { IsoDay, Means, Method } from '../../domain/index.ts';

const Digest = z.string().regex(/^[0-9a-f]{64}$/);
/** Words of an officer. Never a name, number or address of a beneficiary: that stays in sealed records. */
const Words = z.string().max(500);
const Year = z.number().int().min(2021).max(2100);

/** What an officer did about one person. */
export const PersonAct = z.discriminatedUnion('act', [
  /** Tried to reach the person or family (A48). */
  z.object({
    act: z.literal('contact-attempt'),
    person: Digest,
    year: Year,
    way: z.enum(['phone', 'visit', 'family', 'village', 'letter', 'other']),
    outcome: z.enum(['reached', 'not-reached', 'moved', 'refused', 'said-dead']),
    on: IsoDay,
    words: Words,
  }),
  /** A confirmation made elsewhere: home visit with a handheld, the national app, another county (A15, A28). */
  z.object({
    act: z.literal('confirmed-elsewhere'),
    person: Digest,
    year: Year,
    method: Method,
    means: Means,
    on: IsoDay,
    source: z.string().min(1).max(80),
  }),
  /** The person stands on the public list of the unconfirmed from this day on (A47). */
  z.object({ act: z.literal('announced'), person: Digest, year: Year, from: IsoDay, list: Digest }),
  /** The county decided on a `PENDING_COUNTY` or `REFERRED` visit. */
  z.object({
    act: z.literal('pending-decided'),
    person: Digest,
    year: Year,
    visit: z.string().uuid(),
    decision: z.enum(['confirmed', 'not-confirmed']),
    words: Words,
  }),
  /** Re-checked in the national system (A54). */
  z.object({ act: z.literal('rechecked'), person: Digest, year: Year }),
  /** In hospital, in prison, abroad: no candidate for suspension while it lasts. */
  z.object({
    act: z.literal('circumstance'),
    person: Digest,
    year: Year,
    kind: z.enum(['hospital', 'prison', 'abroad', 'other', 'over']),
    words: Words,
  }),
  /** Approved for suspension from the following month on (A49). The tool suspends nobody: this is the paper trail. */
  z.object({
    act: z.literal('suspension-approved'),
    person: Digest,
    year: Year,
    approver: z.string().min(1).max(40),
    fromMonth: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
    sheet: Digest,
  }),
  /** A suspended person confirmed; the county decided whether payments go on (A50). */
  z.object({
    act: z.literal('resumption-decided'),
    person: Digest,
    year: Year,
    decision: z.enum(['resume', 'not-resume']),
    legalGround: Words,
    approver: z.string().min(1).max(40),
  }),
  /** Still in hardship (A26): measures, who is responsible, when it is followed up. */
  z.object({
    act: z.literal('hardship'),
    person: Digest,
    year: Year,
    state: z.enum(['open', 'closed']),
    measures: Words,
    responsible: z.string().max(40),
    followUp: IsoDay.nullable(),
  }),
  /** Another office's list differs (A58): a question to verify (待核实), never an overwrite. */
  z.object({
    act: z.literal('comparison-hit'),
    person: Digest,
    year: Year,
    kind: z.enum(['death', 'cremation', 'household', 'prison', 'other']),
    source: z.string().min(1).max(80),
    sourceDate: IsoDay,
    task: z.string().uuid(),
  }),
  z.object({
    act: z.literal('comparison-settled'),
    person: Digest,
    year: Year,
    task: z.string().uuid(),
    outcome: z.enum(['wrong', 'right', 'unclear']),
    words: Words,
    /** Date of death where the list was right (A24). */
    diedOn: IsoDay.nullable(),
  }),
  /** Drawn for a spot check, and what was found (A51). */
  z.object({ act: z.literal('drawn'), person: Digest, year: Year, draw: z.string().uuid() }),
  z.object({
    act: z.literal('draw-result'),
    person: Digest,
    year: Year,
    draw: z.string().uuid(),
    result: z.enum(['as-recorded', 'differs', 'not-found', 'died']),
    on: IsoDay,
    words: Words,
  }),
]);
export type PersonAct = z.infer<typeof PersonAct>;

/** What an officer or the tool did otherwise. */
export const DeskAct = z.discriminatedUnion('act', [
  /** Personal data were opened: what, how many people, why. */
  z.object({
    act: z.literal('opened'),
    what: z.enum(['roster-row', 'record', 'list', 'export', 'blob']),
    persons: z.number().int().nonnegative(),
    person: Digest.nullable(),
    reason: Words.min(2),
  }),
  /** A draw of a spot check was begun: with the seed anybody can redo it. */
  z.object({
    act: z.literal('draw-begun'),
    draw: z.string().uuid(),
    year: Year,
    seed: z.string().min(1).max(200),
    frame: Digest,
    size: z.number().int().positive(),
  }),
  /** Something was printed or written to a file. */
  z.object({
    act: z.literal('issued'),
    what: z.string().min(1).max(60),
    sha256: Digest,
    asOf: z.string().datetime(),
  }),
  z.object({
    act: z.literal('roster-taken'),
    version: z.number().int().positive(),
    rows: z.number().int(),
    sha256: Digest,
  }),
  z.object({
    act: z.literal('imported'),
    source: z.string().min(1).max(80),
    rows: z.number().int(),
    refused: z.number().int(),
    sha256: Digest,
  }),
  z.object({ act: z.literal('enrolled'), device: z.string(), replaced: z.boolean() }),
  z.object({ act: z.literal('revoked'), device: z.string(), words: Words }),
  z.object({ act: z.literal('ordered'), device: z.string(), order: z.string(), sha256: Digest }),
  z.object({
    act: z.literal('alarm'),
    kiosk: z.string(),
    code: z.string(),
    record: z.number().int().nullable(),
    words: Words,
  }),
  z.object({ act: z.literal('alarm-settled'), kiosk: z.string(), code: z.string(), words: Words }),
  z.object({ act: z.literal('login'), accepted: z.boolean() }),
  z.object({ act: z.literal('logout') }),
  z.object({
    act: z.literal('account'),
    account: z.string(),
    change: z.enum(['made', 'closed', 'password', 'second-factor', 'role', 'unlocked', 'locked']),
    role: z.enum(['officer', 'approver', 'auditor']).nullable(),
  }),
]);
export type DeskAct = z.infer<typeof DeskAct>;

/** An entry of the county's own ledger: who did what when. */
export const CountyEntry = z.object({
  v: z.literal(1),
  /** Equal to the leaf index. */
  seq: z.number().int().nonnegative(),
  at: z.string().datetime(),
  /** Account of the officer; `tool` for what runs by itself, `cli:NAME` for the command line. */
  by: z.string().min(1).max(60),
  /** Hex leaf hash of the entry before; 64 zeros for the first. */
  prev: Digest,
  data: z.union([PersonAct, DeskAct]),
});
export type CountyEntry = z.infer<typeof CountyEntry>;
