import { type AuditWords, sayAudit } from '../../config/index.ts';
import type { KioskReport } from './pull-many.ts';

/** One line for an officer about one kiosk; undefined when there is nothing to say of it. */
export function reportLine({ device, result, silent }: KioskReport, words: AuditWords): string | undefined {
  const say = (sentence: string, values: Record<string, string | number>) =>
    `${device}  ${sayAudit(words.pull, sentence, values)}${silent ? `；${sayAudit(words.pull, 'silent')}` : ''}`;
  switch (result.outcome) {
    case 'pulled': {
      const { from, size, undelivered } = result;
      if (undelivered !== null) return say('undelivered', { code: undelivered.code });
      return size > from ? say('grown', { new: size - from, size }) : undefined;
    }
    case 'failed': {
      const { code, detail = '' } = result.error;
      return say('failed', { code, words: words.findings[code] ?? detail });
    }
    case 'quarantined':
      return say('quarantined', { codes: result.alarms.map(({ code, id }) => `${code} ${id}`).join(', ') });
    case 'alarm': {
      const { code, record } = result.alarm;
      const place =
        record === null ? sayAudit(words.pull, 'whole') : sayAudit(words.pull, 'record', { record });
      return say('alarm', { code, place, words: words.findings[code] ?? '' });
    }
  }
}

/** What a run of pulls came to. */
export class PullTally {
  readonly #last = new Map<string, KioskReport>();
  #fresh = 0;
  #alarms = 0;

  take(report: KioskReport): void {
    this.#last.set(report.device, report);
    if (report.result.outcome === 'pulled') this.#fresh += report.result.size - report.result.from;
    if (report.result.outcome === 'alarm') this.#alarms += 1;
  }

  /** Whether a lie was found or one is still unsettled. A kiosk that is merely out of reach is none. */
  get found(): boolean {
    return this.#alarms > 0 || this.#count('quarantined') > 0;
  }

  /** One sentence for an officer. */
  summary(words: AuditWords): string {
    return sayAudit(words.pull, 'summary', {
      all: this.#last.size,
      pulled: this.#count('pulled'),
      new: this.#fresh,
      failed: this.#count('failed'),
      alarms: this.#alarms,
      quarantined: this.#count('quarantined'),
      silent: [...this.#last.values()].filter(({ silent }) => silent).length,
    });
  }

  #count(outcome: KioskReport['result']['outcome']): number {
    return [...this.#last.values()].filter(({ result }) => result.outcome === outcome).length;
  }
}
