import type { SamQuirks } from '../../config/index.ts';
import { type CodedError, fail, ok, type Result } from '../../domain/index.ts';
import { type BlobSource, type CardBlob, splitBlob } from './card-blob.ts';
import { SAM_COMMANDS, type SamCommand } from './sam-commands.ts';
import { encodeCommand, type SamReply } from './sam-frame.ts';
import { type Recovery, statusWord } from './status-words.ts';

/** Carries one command frame to the SAM and its one reply back; flushes late bytes before each command. */
export interface FrameTransport {
  /** Fails with E-CARD-009 for a broken reply, E-CARD-010 when none comes in `timeoutMs`, E-CARD-012 without reader. */
  exchange(frame: Uint8Array, timeoutMs: number): Promise<Result<SamReply>>;
}

const MAX_ROUNDS = 3;
const MAX_SENDS = 2;

/** What a step came to when it did not succeed. */
interface StepFailure {
  readonly recovery: Exclude<Recovery, 'go-on' | 'resend'>;
  readonly error: CodedError;
}
type Step = { readonly ok: true; readonly data: Uint8Array } | ({ readonly ok: false } & StepFailure);

/**
 * Reads a card with find, select, read (GA/T 467). One command at a time; a broken-off read begins again
 * with find, at most three rounds, because the card has to be found anew after it moved.
 */
export class SamClient implements BlobSource {
  readonly #transport: FrameTransport;
  readonly #quirks: Partial<SamQuirks>;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(transport: FrameTransport, quirks: Partial<SamQuirks> = {}) {
    this.#transport = transport;
    this.#quirks = quirks;
  }

  /** Whether the module says it works: E-CARD-006 or E-CARD-007 when it is out of service. */
  status(): Promise<Result<void>> {
    return this.#exclusive(async () => {
      const step = await this.#step(SAM_COMMANDS.status, 0x90);
      return step.ok ? ok(undefined) : { ok: false, error: step.error };
    });
  }

  /** Text and photo block of the card on the reader. */
  readBlob(): Promise<Result<CardBlob>> {
    return this.#exclusive(async () => {
      let last: CodedError = { code: 'E-CARD-002' };
      for (let round = 0; round < MAX_ROUNDS; round++) {
        const step = await this.#round();
        if (step.ok) return splitBlob(step.data);
        last = step.error;
        if (step.recovery === 'stop') break;
      }
      return { ok: false, error: last };
    });
  }

  async #round(): Promise<Step> {
    const found = await this.#step(SAM_COMMANDS.find, 0x9f);
    const noCard = !found.ok && found.error.code === 'E-CARD-001';
    if (!found.ok && !(noCard && this.#quirks.ignoreFindFailure === true)) return found;
    const selected = await this.#step(SAM_COMMANDS.select, 0x90);
    if (!selected.ok) return noCard ? found : selected;
    return this.#step(SAM_COMMANDS.read, 0x90);
  }

  /** One command, sent again once when either side saw a broken frame. */
  async #step(command: SamCommand, success: number): Promise<Step> {
    let failure: StepFailure = { recovery: 'restart', error: { code: 'E-CARD-009' } };
    for (let sent = 0; sent < MAX_SENDS; sent++) {
      const frame = encodeCommand(command.command, command.parameter);
      const reply = await this.#transport.exchange(frame, command.timeoutMs);
      if (!reply.ok) {
        failure = { recovery: 'stop', error: reply.error };
        if (reply.error.code !== 'E-CARD-009') return { ok: false, ...failure };
        continue;
      }
      if (reply.value.status === success) return { ok: true, data: reply.value.data };
      const word = statusWord(reply.value.status);
      const detail = `${command.name}: ${reply.value.status.toString(16)} ${word.meaning}`;
      const error = fail(word.code ?? 'E-CARD-002', detail).error;
      const recovery = word.recovery === 'stop' ? 'stop' : 'restart';
      failure = { recovery, error };
      if (word.recovery !== 'resend') return { ok: false, ...failure };
    }
    return { ok: false, ...failure };
  }

  #exclusive<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work, work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}
