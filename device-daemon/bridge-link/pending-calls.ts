import type { CodedError, ErrorCode } from '../../domain/index.ts';

/** What a call came to: the bridge's value as it came, or an error. */
export type CallOutcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: CodedError };

interface Pending {
  readonly settle: (outcome: CallOutcome) => void;
  readonly timer: NodeJS.Timeout;
}

/** Calls that wait for the bridge's reply. Each settles once: by its reply, its time limit, or the bridge's death. */
export class PendingCalls {
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;

  get size(): number {
    return this.#pending.size;
  }

  /** Opens a call; `onLate` is called when no reply comes within `limitMs` milliseconds, before the call settles. */
  open(limitMs: number, onLate: () => void): { readonly id: number; readonly outcome: Promise<CallOutcome> } {
    const id = ++this.#lastId;
    const outcome = new Promise<CallOutcome>((resolve) => {
      const timer = setTimeout(() => {
        onLate();
        this.settle(id, { ok: false, error: { code: 'E-BRIDGE-002' } });
      }, limitMs);
      this.#pending.set(id, { settle: resolve, timer });
    });
    return { id, outcome };
  }

  /** Settles one call; a reply that nobody waits for any more is dropped. */
  settle(id: number, outcome: CallOutcome): void {
    const call = this.#pending.get(id);
    if (call === undefined) return;
    this.#pending.delete(id);
    clearTimeout(call.timer);
    call.settle(outcome);
  }

  /** Settles every call with an error. */
  failAll(code: ErrorCode): void {
    for (const id of [...this.#pending.keys()]) this.settle(id, { ok: false, error: { code } });
  }
}
