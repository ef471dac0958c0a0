import { type MadeUpPerson, madeUpPeople } from '../../../config/index.ts';
import { KioskScreen } from '../../support/kiosk-screen.ts';
import { type RunningKiosk, runKiosk } from '../../support/running-kiosk.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { cutVisit, greetedWith } from './cut-visit.ts';
import { LogEvidence } from './log-evidence.ts';
import { cutOf } from './plan.ts';

/** What `kills` power cuts came to; every violation is a sentence. */
export interface CrashReport {
  kills: number;
  doneShown: number;
  records: number;
  tornTails: number;
  laidAgain: number;
  lost: string[];
  half: string[];
  double: string[];
  /** Unsound logs, wrong greetings, starts and visits that got stuck. */
  other: string[];
  /** Milliseconds of each start after a kill. */
  starts: number[];
  /** How many kills hit each screen. */
  killedOn: Record<string, number>;
}

/** Every so many rounds the card of the round before is laid again: its greeting must agree with the log. */
const LAY_AGAIN_EVERY = 3;
const RUN = [process.execPath, '--enable-source-maps', 'bin/kiosk.js', 'run', '--simulated'];

/**
 * Runs visit after visit on one kiosk and cuts its power in each, at instants that follow from `seed`. After each
 * cut the log is looked at before anything else touches it; the kiosk then starts on what is there.
 */
export async function crash(kills: number, seed: string, say: (line: string) => void): Promise<CrashReport> {
  const run = new CrashRun(temporaryFolder());
  await run.measureVisit();
  for (let round = 0; round < kills; round++) {
    await run.round(round, seed);
    if ((round + 1) % 20 === 0) say(`${round + 1} kills`);
  }
  await run.lastStart();
  return run.report;
}

class CrashRun {
  readonly report: CrashReport = {
    kills: 0,
    doneShown: 0,
    records: 0,
    tornTails: 0,
    laidAgain: 0,
    lost: [],
    half: [],
    double: [],
    other: [],
    starts: [],
    killedOn: {},
  };
  readonly #home: string;
  readonly #log = new LogEvidence();
  /** Those who have no confirmation yet; whoever lost theirs to a cut comes again at the end. */
  readonly #waiting = madeUpPeople().filter(
    ({ roster, about }) => roster?.status === 'active' && about === '',
  );
  #before: MadeUpPerson | undefined;
  #visitMs = 0;

  constructor(home: string) {
    this.#home = home;
  }

  /** The first visit goes to its end: its length is what the others' cuts are spread over. */
  async measureVisit(): Promise<void> {
    const person = this.#next();
    const kiosk = await this.#start();
    this.report.starts.pop();
    const seen = await this.#visit(kiosk, person, null);
    if (seen?.wholeMs == null) throw new Error(`no whole visit: ${this.report.other.join('; ')}`);
    this.#visitMs = seen.wholeMs;
    await this.#judge(kiosk, person, seen.done);
  }

  async round(round: number, seed: string): Promise<void> {
    const kiosk = await this.#start();
    if (round % LAY_AGAIN_EVERY === 0 && this.#before !== undefined)
      await this.#layAgain(kiosk, this.#before);
    const person = this.#next();
    const seen = await this.#visit(kiosk, person, cutOf(seed, round));
    this.report.kills += 1;
    if (seen === undefined) return;
    this.report.killedOn[seen.last] = (this.report.killedOn[seen.last] ?? 0) + 1;
    if (seen.done) this.report.doneShown += 1;
    await this.#judge(kiosk, person, seen.done);
  }

  /** After the last kill too, the kiosk must start and know its person. */
  async lastStart(): Promise<void> {
    const kiosk = await this.#start();
    if (this.#before !== undefined) await this.#layAgain(kiosk, this.#before);
    await kiosk.stop();
    await this.#look(kiosk);
  }

  #next(): MadeUpPerson {
    const person = this.#waiting.shift();
    if (person === undefined) throw new Error('nobody without a confirmation is left: ask for fewer kills');
    return person;
  }

  async #start(): Promise<RunningKiosk> {
    const kiosk = await runKiosk(RUN, this.#home, { ownGroup: true });
    this.report.starts.push(kiosk.startedInMs);
    return kiosk;
  }

  async #visit(kiosk: RunningKiosk, person: MadeUpPerson, cut: Parameters<typeof cutVisit>[3]) {
    const screen = await KioskScreen.open(kiosk.url);
    try {
      await screen.until((show) => show.screen === 'idle');
      return await cutVisit(kiosk, screen, person.key, cut, this.#visitMs);
    } catch (error) {
      this.report.other.push(`${person.key}: ${error instanceof Error ? error.message : String(error)}`);
      await kiosk.cut();
      return undefined;
    } finally {
      screen.close();
    }
  }

  async #layAgain(kiosk: RunningKiosk, person: MadeUpPerson): Promise<void> {
    const screen = await KioskScreen.open(kiosk.url);
    try {
      await screen.until((show) => show.screen === 'idle');
      const confirmed = this.#log.confirmations(person.card.idNumber) > 0;
      const wanted = confirmed ? 'already-confirmed' : 'greeting';
      const greeted = await greetedWith(kiosk, screen, person.key);
      this.report.laidAgain += 1;
      if (greeted !== wanted) this.report.other.push(`${person.key} met ${greeted}, not ${wanted}`);
    } catch (error) {
      this.report.other.push(
        `${person.key} again: ${error instanceof Error ? error.message : String(error)}`,
      );
    } finally {
      screen.close();
    }
  }

  async #judge(kiosk: RunningKiosk, person: MadeUpPerson, done: boolean): Promise<void> {
    await this.#look(kiosk);
    const confirmed = this.#log.confirmations(person.card.idNumber);
    if (done && confirmed === 0)
      this.report.lost.push(`${person.key} was shown as done and is not in the log`);
    if (confirmed > 1) this.report.double.push(`${person.key} is confirmed ${confirmed} times`);
    if (confirmed === 0) this.#waiting.push(person);
    this.#before = person;
  }

  async #look(kiosk: RunningKiosk): Promise<void> {
    const { unsound, lost, half, torn } = await this.#log.look(kiosk);
    this.report.other.push(...unsound);
    this.report.lost.push(...lost);
    this.report.half.push(...half);
    this.report.tornTails += torn ? 1 : 0;
    this.report.records = this.#log.records;
  }
}
