import { type AuditWords, sayAudit } from '../../config/index.ts';
import type { FoundLog } from './find-logs.ts';
import { QUESTION_LIMITS, type Question } from './questions.ts';
import type { ReceiptClaim } from './receipt-claim.ts';
import type { LogVerdict } from './verify-log.ts';
import type { ReceiptVerdict } from './verify-receipt.ts';

/** What is said of one log, a sentence a line: what is proven, what is wrong, what nothing can prove, what to ask. */
export function verdictLines(verdict: LogVerdict, found: FoundLog, words: AuditWords): string[] {
  const { log, size, pruned, findings, heads, cosignedAt, lastHeadAt } = verdict;
  const lines: string[] = [];
  if (findings.length === 0) lines.push(sayAudit(words.verify, 'sound', { log, size: size ?? 0 }));
  if (pruned > 0) lines.push(sayAudit(words.verify, 'pruned', { pruned }));
  for (const { code, record, what } of findings) {
    const place =
      record === null ? sayAudit(words.pull, 'whole') : sayAudit(words.pull, 'record', { record });
    const meaning = words.findings[code] ?? '';
    lines.push(sayAudit(words.verify, 'found', { log, place, words: meaning, code, what }));
  }
  if (lastHeadAt === null) lines.push(sayAudit(words.verify, 'noHeads', { size: size ?? 0 }));
  else {
    if (cosignedAt === null) lines.push(sayAudit(words.verify, 'noCosigner'));
    else if (findings.length === 0)
      lines.push(sayAudit(words.verify, 'heads', { heads, cosigned: cosignedAt }));
    lines.push(sayAudit(words.verify, 'tail', { at: lastHeadAt }));
  }
  if (found.ownKey) lines.push(sayAudit(words.verify, 'ownKey', { key: found.keyText }));
  for (const question of verdict.questions)
    lines.push(sayAudit(words.verify, 'question', { log, words: questionLine(question, words) }));
  return lines;
}

/** A question as a sentence. */
export function questionLine(question: Question, words: AuditWords): string {
  switch (question.kind) {
    case 'night': {
      const { dayBegins, dayEnds } = QUESTION_LIMITS;
      return sayAudit(words.questions, 'night', { ...question, hours: `${dayEnds}:00-${dayBegins}:00` });
    }
    case 'clock':
      return sayAudit(words.questions, 'clock', { ...question, way: sayAudit(words.clockWay, question.way) });
    case 'fast':
    case 'operator':
      return sayAudit(words.questions, question.kind, { ...question });
  }
}

/** What is said of a slip. */
export function receiptLine(verdict: ReceiptVerdict, claim: ReceiptClaim, words: AuditWords): string {
  switch (verdict.verdict) {
    case 'proven': {
      const { log, index: record, entry, size, keptAt } = verdict;
      const { data, wall } = entry;
      const outcome = data.event === 'visit-outcome' ? sayAudit(words.outcome, data.outcome) : data.event;
      const at = keptAt ?? sayAudit(words.receipt, 'notKept');
      return sayAudit(words.receipt, 'proven', { log, record, outcome, wall, size, at });
    }
    case 'refuted': {
      const { why, log, index: record } = verdict;
      return sayAudit(words.receipt, why === 'other' ? 'refutedOther' : 'refutedLate', { log, record });
    }
    case 'unknown': {
      const { size, keptAt } = verdict;
      if (size === null) return sayAudit(words.receipt, 'noLog', { log: claim.origin ?? '' });
      if (claim.index === undefined) return sayAudit(words.receipt, 'unknownCode', { code: claim.code });
      const at = keptAt ?? sayAudit(words.receipt, 'notKept');
      return sayAudit(words.receipt, 'unknown', { size, at, record: claim.index });
    }
  }
}
