import type { CountyEntry } from '../../acts/index.ts';
import { text, word } from '../text.ts';
import { shownCode, shownTime } from './words-of.ts';

/** What stands in one entry of the county's ledger, in words. */
export function actWords(act: CountyEntry['data']): string {
  switch (act.act) {
    case 'contact-attempt':
      return text('act.contactAttempt', {
        way: word('way', act.way),
        outcome: word('attempt', act.outcome),
        on: act.on,
        words: act.words,
      });
    case 'confirmed-elsewhere':
      return text('act.confirmedElsewhere', {
        on: act.on,
        source: act.source,
        method: word('method', act.method),
        means: word('means', act.means),
      });
    case 'announced':
      return text('act.announced', { from: act.from });
    case 'pending-decided':
      return text('act.pendingDecided', { decision: word('decision', act.decision), words: act.words });
    case 'rechecked':
      return text('act.rechecked');
    case 'circumstance':
      return text('act.circumstance', { kind: word('circumstance', act.kind), words: act.words });
    case 'suspension-approved':
      return text('act.suspensionApproved', { approver: act.approver, month: act.fromMonth });
    case 'resumption-decided':
      return text('act.resumptionDecided', {
        decision: word('decision', act.decision),
        ground: act.legalGround,
        approver: act.approver,
      });
    case 'hardship':
      return text(act.state === 'open' ? 'act.hardshipOpen' : 'act.hardshipClosed', {
        measures: act.measures,
        responsible: act.responsible,
        on: act.followUp ?? '—',
      });
    case 'comparison-hit':
      return text('act.comparisonHit', {
        source: act.source,
        on: act.sourceDate,
        kind: word('hitKind', act.kind),
      });
    case 'comparison-settled':
      return text('act.comparisonSettled', {
        outcome: word('hitOutcome', act.outcome),
        died: act.diedOn ?? '—',
        words: act.words,
      });
    case 'drawn':
      return text('act.drawn', { draw: act.draw.slice(0, 8) });
    case 'draw-result':
      return text('act.drawResult', { result: word('drawResult', act.result), on: act.on, words: act.words });
    case 'opened':
      return text('act.opened', {
        what: word('opened', act.what),
        persons: act.persons,
        who: act.person === null ? '' : shownCode(act.person),
        reason: act.reason,
      });
    case 'draw-begun':
      return text('act.drawBegun', { draw: act.draw.slice(0, 8), size: act.size, seed: act.seed });
    case 'issued':
      return text('act.issued', {
        what: word('issued', act.what),
        digest: act.sha256.slice(0, 12),
        at: shownTime(act.asOf),
      });
    case 'roster-taken':
      return text('act.rosterTaken', { version: act.version, rows: act.rows });
    case 'imported':
      return text('act.imported', { source: act.source, rows: act.rows, refused: act.refused });
    case 'enrolled':
      return text(act.replaced ? 'act.enrolledAgain' : 'act.enrolled', { device: act.device });
    case 'revoked':
      return text('act.revoked', { device: act.device, words: act.words });
    case 'ordered':
      return text('act.ordered', { device: act.device, order: act.order });
    case 'alarm':
      return text('act.alarm', { kiosk: act.kiosk, code: act.code, record: act.record ?? '—' });
    case 'alarm-settled':
      return text('act.alarmSettled', { kiosk: act.kiosk, code: act.code, words: act.words });
    case 'login':
      return text(act.accepted ? 'act.login' : 'act.loginRefused');
    case 'logout':
      return text('act.logout');
    case 'account':
      return text('act.account', {
        account: act.account,
        change: word('accountChange', act.change),
        role: act.role === null ? '—' : word('role', act.role),
      });
  }
}
