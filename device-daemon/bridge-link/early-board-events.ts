import type { BridgeLinkEvent } from './bridge-link.ts';

/** A board keeps 16 events for a kiosk that is off; more than twice that is not told here either. */
const MAX_KEPT = 32;

/**
 * Door and power events that the board told while the daemon was still starting. The bridge has taken them, the board
 * forgets them: whoever begins to listen hears them all the same, until the board is spoken to for the first time.
 */
export class EarlyBoardEvents {
  #kept: BridgeLinkEvent[] | undefined = [];

  keep(event: BridgeLinkEvent): void {
    if (event.event !== 'board' || this.#kept === undefined || this.#kept.length >= MAX_KEPT) return;
    const { what } = event.happened;
    if (what === 'door' || what === 'power') this.#kept.push(event);
  }

  /** Tells a new listener what it has missed, in order, and not before its maker has got the function to let go. */
  tell(listener: (event: BridgeLinkEvent) => void): void {
    const missed = [...(this.#kept ?? [])];
    queueMicrotask(() => {
      for (const event of missed) listener(event);
    });
  }

  /** Who speaks to the board listens to it. */
  end(): void {
    this.#kept = undefined;
  }
}
