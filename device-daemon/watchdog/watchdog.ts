import type { WatchdogPolicy } from '../../config/index.ts';
import { decide, type Verdict } from './decide.ts';

/** What the watchdog looks at and what it can do. */
export interface WatchdogParts {
  readonly policy: WatchdogPolicy;
  /** Milliseconds since the screen last proved that it paints; undefined when it never did. */
  answeredMsAgo(): number | undefined;
  /** Tells board and systemd that all is well. */
  kick(): void;
  /** Lets go of the hung page and has the browser started anew. */
  restartScreen(): void;
  /** Told once when the screen stops to answer, and once when it is well again. */
  screenIs(state: 'bad' | 'good'): void;
  /** Milliseconds of a clock that never jumps. */
  monotonic(): number;
  log(line: { readonly [fact: string]: string | number | boolean }): void;
}

/**
 * The chain behind the screen: a frame that the browser drew, told over the websocket, is what lets the daemon kick
 * the board and systemd. Whatever breaks in between (page, browser, panel's driver, daemon, bridge) ends the kicks.
 */
export class Watchdog {
  readonly #parts: WatchdogParts;
  readonly #startedAt: number;
  readonly #timer: NodeJS.Timeout;
  #why: Verdict['why'] | undefined;
  #restarts = 0;
  #restartedAt: number | undefined;
  #answersSince: number | undefined;
  #bad = false;
  #lookedAt: number;
  /** When this process could hear the screen again, after it was held up itself. */
  #heardAgainAt = Number.NEGATIVE_INFINITY;

  constructor(parts: WatchdogParts) {
    this.#parts = parts;
    this.#startedAt = parts.monotonic();
    this.#lookedAt = this.#startedAt;
    this.#timer = setInterval(() => this.#look(), parts.policy.lookEveryMs);
    this.#look();
  }

  /** What the last look came to, for the health page. */
  get state(): { readonly screen: Verdict['why']; readonly restarts: number } {
    return { screen: this.#why ?? 'starting', restarts: this.#restarts };
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const { policy } = this.#parts;
    const now = this.#parts.monotonic();
    const lateMs = now - this.#lookedAt - policy.lookEveryMs;
    this.#lookedAt = now;
    // The disk or the whole machine stood still: what the page said lies unread, or it could not speak either.
    if (lateMs > policy.answerWithinMs / 2 && this.#why === 'answers') this.#heardAgainAt = now;
    const answeredMsAgo = this.#parts.answeredMsAgo();
    const verdict = decide(
      {
        upMs: now - this.#startedAt,
        answeredMsAgo:
          answeredMsAgo === undefined ? undefined : Math.min(answeredMsAgo, now - this.#heardAgainAt),
        restarts: this.#restarts,
        restartedMsAgo: this.#restartedAt === undefined ? undefined : now - this.#restartedAt,
      },
      policy,
    );
    if (verdict.why !== this.#why) this.#parts.log({ event: 'watchdog', screen: verdict.why });
    this.#why = verdict.why;
    this.#remember(verdict, now);
    if (verdict.kick) this.#parts.kick();
    if (!verdict.restart) return;
    this.#restarts += 1;
    this.#restartedAt = now;
    this.#parts.log({ event: 'screen-restart', restarts: this.#restarts });
    this.#parts.restartScreen();
  }

  #remember(verdict: Verdict, now: number): void {
    if (verdict.why === 'hung' && !this.#bad) {
      this.#bad = true;
      this.#parts.screenIs('bad');
    }
    if (verdict.why !== 'answers') {
      this.#answersSince = undefined;
      return;
    }
    this.#answersSince ??= now;
    if (now - this.#answersSince < this.#parts.policy.wellAfterMs) return;
    this.#restarts = 0;
    this.#restartedAt = undefined;
    if (!this.#bad) return;
    this.#bad = false;
    this.#parts.screenIs('good');
  }
}
