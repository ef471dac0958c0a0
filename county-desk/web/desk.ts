import { dayInChina, type Result } from '../../domain/index.ts';
import type { Accounts, Session, Sessions, SignIn } from '../accounts/index.ts';
import type { CountyEntry, DeskAct, PersonAct } from '../acts/index.ts';
import type { DeskParts } from './desk-parts.ts';
import { ActWatch } from './overview/act-watch.ts';
import { Overview } from './overview/overview.ts';

/** Who gets in. */
export interface DeskDoors {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly signIn: SignIn;
}

/** Forms that were sent, remembered so that a double click is one act. */
const MOST_REMEMBERED = 2000;

/** What the pages work with. */
export class Desk {
  readonly parts: DeskParts;
  readonly doors: DeskDoors;
  readonly overview: Overview;
  readonly watch: ActWatch;
  readonly #sent = new Set<string>();

  constructor(parts: DeskParts, doors: DeskDoors) {
    this.parts = parts;
    this.doors = doors;
    this.watch = new ActWatch(parts.store);
    this.overview = new Overview(parts.store, parts.campaign, parts.clock);
  }

  /** Writes an officer's act into the county's ledger; the pages know of it when this settles. */
  async act(session: Session, act: PersonAct | DeskAct): Promise<CountyEntry> {
    const entry = await this.parts.log.append(session.account.name, act);
    if ('person' in act && act.person !== null) await this.overview.renew(act.person);
    return entry;
  }

  /** The same for acts about several people, which share their fsyncs. */
  async actOnAll(session: Session, acts: readonly PersonAct[]): Promise<void> {
    await this.parts.log.appendAll(session.account.name, acts);
    for (const { person } of acts) await this.overview.renew(person);
  }

  /** The day in China. */
  today(): string {
    return dayInChina(this.parts.clock());
  }

  /**
   * Does what a form asks for, unless this very form was sent before: its id is random and new in every page. A form
   * that was refused may be sent again. Undefined when it was sent before.
   */
  async once<T>(id: string, act: () => Promise<Result<T>>): Promise<Result<T> | undefined> {
    if (this.#sent.has(id)) return undefined;
    this.#sent.add(id);
    const [oldest] = this.#sent;
    if (this.#sent.size > MOST_REMEMBERED && oldest !== undefined) this.#sent.delete(oldest);
    let taken = false;
    try {
      const done = await act();
      taken = done.ok;
      return done;
    } finally {
      if (!taken) this.#sent.delete(id);
    }
  }
}
