/** Lets one piece of work through at a time, in the order of asking: a reader has one line, a module one card. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Settles as `work` does, which begins when all that was asked for before has settled. */
  take<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}
