import type { WatchdogPolicy } from '../../config/index.ts';

/** What is known of the screen at one look. Milliseconds. */
export interface ScreenFacts {
  /** Since the daemon's start. */
  readonly upMs: number;
  /** Since the screen last proved that it paints; undefined when it never did. */
  readonly answeredMsAgo: number | undefined;
  /** How often the browser was started anew since the screen was last well. */
  readonly restarts: number;
  /** Since the browser was last started anew; undefined when it was not since the screen was last well. */
  readonly restartedMsAgo: number | undefined;
}

/** Whether board and systemd are told that all is well, why, and whether the browser is to be started anew. */
export interface Verdict {
  readonly kick: boolean;
  readonly why: 'answers' | 'starting' | 'restarting' | 'hung';
  readonly restart: boolean;
}

/**
 * Judges one look at the screen. Pure. A screen that does not answer costs its browser a new start first, as often as
 * the policy has it; only then are the kicks left out, and board and systemd do what they are there for.
 */
export function decide(facts: ScreenFacts, policy: WatchdogPolicy): Verdict {
  const { answeredMsAgo, restartedMsAgo } = facts;
  if (answeredMsAgo !== undefined && answeredMsAgo <= policy.answerWithinMs)
    return { kick: true, why: 'answers', restart: false };
  if (answeredMsAgo === undefined && facts.upMs <= policy.startWithinMs)
    return { kick: true, why: 'starting', restart: false };
  if (restartedMsAgo !== undefined && restartedMsAgo <= policy.restartWithinMs)
    return { kick: true, why: 'restarting', restart: false };
  return { kick: false, why: 'hung', restart: facts.restarts < policy.restarts };
}
