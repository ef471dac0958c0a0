/** To whom this device seals: those of the trust file, until a signed order of the county names others. */
export class Recipients {
  #current: readonly string[];

  constructor(ofTrust: readonly string[]) {
    this.#current = ofTrust;
  }

  /** `age1…` recipients, at least one. */
  get current(): readonly string[] {
    return this.#current;
  }

  /** Seals to these from now on. Throws on an empty list: nobody could ever read what is sealed. */
  change(recipients: readonly string[]): void {
    if (recipients.length === 0) throw new RangeError('at least one recipient');
    this.#current = [...recipients];
  }
}
