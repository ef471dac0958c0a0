import type { SamQuirks } from '../../config/index.ts';
import { fail, ok, type Result, type SamReport } from '../../domain/index.ts';
import { type BlobSource, type CardBlob, splitBlob } from './card-blob.ts';
import { MAX_NEW_ADDRESS_BYTES, SAM_COMMANDS } from './sam-commands.ts';
import { formatSamId } from './sam-id.ts';
import { type FrameTransport, SamSteps, type Step, type StepOptions } from './sam-steps.ts';
import { SAM_SUCCESS } from './status-words.ts';
import { Turns } from './turns.ts';

/** What of a profile a client goes by; a whole profile will do. */
export interface SamClientOptions extends StepOptions {
  readonly quirks?: Partial<SamQuirks>;
  /** Whether the appended address is asked for. */
  readonly newAddress?: boolean;
}

/** What a look for a card came to. */
export type Find = 'found' | 'no-card';

const MAX_ROUNDS = 3;
/** No new round after this many milliseconds; the person has long lifted the card. */
const ROUNDS_UNTIL_MS = 6000;
const FOUND = 0x9f;
const NO_CARD = 0x80;
const NOT_SELECTED = 0x81;

/**
 * A SAM's client after GA/T 467: find, select, read. One piece of work at a time; a broken-off read begins again
 * with find, at most three rounds, because the card has to be found anew after it moved.
 */
export class SamClient implements BlobSource {
  readonly #steps: SamSteps;
  readonly #options: SamClientOptions;
  readonly #turns = new Turns();

  constructor(transport: FrameTransport, options: SamClientOptions = {}) {
    this.#steps = new SamSteps(transport, options);
    this.#options = options;
  }

  /** SW3 of `11 FF`: 90, or why the module does not work (60, 66). */
  status(): Promise<Result<number>> {
    return this.#turns.take(async () => {
      const reply = await this.#steps.reply(SAM_COMMANDS.status);
      return reply.ok ? ok(reply.value.status) : reply;
    });
  }

  /** The module's id as it is printed on the module. */
  samId(): Promise<Result<string>> {
    return this.#turns.take(async () => {
      const step = await this.#steps.step(SAM_COMMANDS.samId, SAM_SUCCESS);
      return step.ok ? formatSamId(step.data) : step;
    });
  }

  /** Status and id; the id is null where the module does not say it. */
  async report(): Promise<Result<SamReport>> {
    const status = await this.status();
    if (!status.ok) return status;
    const id = status.value === SAM_SUCCESS ? await this.samId() : fail('E-CARD-006');
    return ok({ status: status.value, id: id.ok ? id.value : null });
  }

  /** Starts the module anew. */
  reset(): Promise<Result<void>> {
    return this.#turns.take(async () => {
      const step = await this.#steps.step(SAM_COMMANDS.reset, SAM_SUCCESS);
      return step.ok ? ok(undefined) : step;
    });
  }

  /** Looks for a card once. What 9F and 80 tell depends on the firmware: see the profile's `presence`. */
  find(): Promise<Result<Find>> {
    return this.#turns.take(async () => {
      const step = await this.#steps.step(SAM_COMMANDS.find, FOUND);
      if (step.ok) return ok('found');
      return step.status === NO_CARD ? ok('no-card') : step;
    });
  }

  /** Whether a card that was found can be selected: whether it still lies there. */
  select(): Promise<Result<boolean>> {
    return this.#turns.take(async () => {
      const step = await this.#steps.step(SAM_COMMANDS.select, SAM_SUCCESS);
      if (step.ok) return ok(true);
      return step.status === NOT_SELECTED || step.status === NO_CARD ? ok(false) : step;
    });
  }

  /**
   * The blocks of the card on the reader. `goOnWhenFound` is asked at each 9F: false says that this is not the card
   * that was meant, and ends the read with E-CARD-002.
   */
  readBlob(goOnWhenFound: () => boolean = () => true): Promise<Result<CardBlob>> {
    return this.#turns.take(async () => {
      const until = performance.now() + ROUNDS_UNTIL_MS;
      let step = await this.#round(goOnWhenFound);
      for (let round = 1; round < MAX_ROUNDS && performance.now() < until; round++) {
        if (step.ok || step.recovery !== 'restart') break;
        const next = await this.#round(goOnWhenFound);
        // The card went between two rounds: what the person sees is that it was lifted too early.
        if (!next.ok && next.error.code === 'E-CARD-001') break;
        step = next;
      }
      return step.ok ? this.#blob(step.data) : step;
    });
  }

  async #round(goOnWhenFound: () => boolean): Promise<Step> {
    const { ignoreFindFailure = false } = this.#options.quirks ?? {};
    const found = await this.#steps.step(SAM_COMMANDS.find, FOUND);
    if (found.ok && !goOnWhenFound()) return { ok: false, recovery: 'stop', error: { code: 'E-CARD-002' } };
    if (found.ok) return this.#selectAndRead();
    if (!(ignoreFindFailure && found.status === NO_CARD)) return found;
    const read = await this.#selectAndRead();
    // It was right: there is no card.
    return !read.ok && read.status === NOT_SELECTED ? found : read;
  }

  async #selectAndRead(): Promise<Step> {
    const { ignoreSelectFailure = false, reSelectBeforeRead = false } = this.#options.quirks ?? {};
    let refused: Step | undefined;
    for (let select = 0; select < (reSelectBeforeRead ? 2 : 1); select++) {
      const selected = await this.#steps.step(SAM_COMMANDS.select, SAM_SUCCESS);
      if (selected.ok) continue;
      if (!ignoreSelectFailure || selected.status !== NOT_SELECTED) return selected;
      refused = selected;
    }
    const read = await this.#steps.step(SAM_COMMANDS.read, SAM_SUCCESS);
    // Where the read does not work either, the select was right to refuse.
    return !read.ok && read.recovery === 'restart' && refused !== undefined ? refused : read;
  }

  async #blob(data: Uint8Array): Promise<Result<CardBlob>> {
    const blob = splitBlob(data, this.#options.photo);
    if (!blob.ok) {
      data.fill(0);
      return blob;
    }
    const newAddress = await this.#newAddress();
    return ok({ ...blob.value, ...(newAddress !== undefined && { newAddress }) });
  }

  /** 91 and 21 mean that there is none. No other answer costs the person the card that has been read. */
  async #newAddress(): Promise<Uint8Array | undefined> {
    if (this.#options.newAddress !== true) return undefined;
    const step = await this.#steps.step(SAM_COMMANDS.newAddress, SAM_SUCCESS);
    if (!step.ok) return undefined;
    // 70 bytes in the documents; any even size up to that is taken.
    const { length } = step.data;
    if (length > 0 && length <= MAX_NEW_ADDRESS_BYTES && length % 2 === 0) return step.data;
    step.data.fill(0);
    return undefined;
  }
}
