import type { Ledger } from './ledger.ts';

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

  /**
   * Puts an order of the county in force, which the caller has verified and keeps: the log is told first, once for each
   * order; then everything is sealed to these. `order` is the hex SHA-256 of the order's file. Rejects with the
   * LedgerFault of the append; then nothing changed. Throws on an empty list: nobody could ever read what is sealed.
   */
  async change(recipients: readonly string[], order: string, ledger: OrderedLedger): Promise<void> {
    if (recipients.length === 0) throw new RangeError('at least one recipient');
    if (ledger.recipientsOrder !== order) await ledger.append({ event: 'recipients-changed', order });
    this.#current = [...recipients];
  }
}

type OrderedLedger = Pick<Ledger, 'append' | 'recipientsOrder'>;
