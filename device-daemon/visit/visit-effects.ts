import { cardExpired, dayInChina, fail, type LedgerEvent, ok, type Result } from '../../domain/index.ts';
import { forgetHeap } from '../../firmware-bridge/index.ts';
import { personDigest } from '../identity/index.ts';
import { takeLeftEvents } from '../ledger/index.ts';
import type { EarlierConfirmation, RecordPlace, VisitEffects } from '../session/index.ts';
import { commitVisit } from './commit-visit.ts';
import type { VisitParts } from './parts.ts';
import { slipOfVisit } from './slip-of-visit.ts';

/** The chart's effects, carried out by the parts of this device. */
export function visitEffects(parts: VisitParts): VisitEffects {
  const { bridge, face, ledger, photo, roster } = parts;
  let rosterVersion = roster.info()?.version;
  /** For events that no visit waits for; a ledger that takes no more is found by the next `outage`. */
  const note = (event: LedgerEvent): void => {
    ledger.append(event).catch(() => parts.log({ event: 'not-logged', what: event.event }));
  };
  /** The commit that is under way, if it still is when the chart has stopped waiting for it. */
  let committing: Promise<Result<RecordPlace>> | undefined;
  return {
    async readCard() {
      const keep = photo.awaited();
      const read = await bridge.readCard();
      if (!read.ok) {
        parts.log({ event: 'card-not-read', code: read.error.code });
        return read;
      }
      if (!keep(read.value.photo)) return fail('E-CARD-002', 'the visit was over before its card was read');
      if (read.value.photoCode !== null)
        parts.log({ event: 'no-card-photo', code: read.value.photoCode, decoder: read.value.decoder });
      const { identity, readHow } = read.value;
      return ok({
        identity,
        readHow,
        hasPhoto: read.value.photo !== null,
        expired: cardExpired(identity, dayInChina(parts.now())),
      });
    },
    async lookUp(idNumber) {
      const info = roster.info();
      if (info === undefined) return fail('E-ROSTER-010');
      const person = personDigest(parts.trust.personKey, idNumber);
      // A row that was altered on the disk does not open.
      const found = await roster.find(idNumber).then(ok, () => fail('E-ROSTER-009'));
      if (!found.ok) return found;
      const row = found.value ?? null;
      return ok({ person, row, rosterVersion: info.version, earlier: earlierOf(parts, person) });
    },
    async prepareFace() {
      const picture = photo.picture();
      return picture === undefined ? fail('E-CARD-013') : face.setCardPhoto(picture);
    },
    async faceTry(onHint, signal) {
      signal.addEventListener('abort', () => face.cancelTry(), { once: true });
      return face.startTry({ onHint });
    },
    async checkOperator(operator, pin) {
      const login = await parts.operators.try(parts.settings().operators, operator, pin);
      const known = parts.settings().operators.some((one) => one.id === operator);
      note({ event: 'staff-login', operator: known ? operator : 'unknown', accepted: login.accepted });
      return login;
    },
    commit(visit) {
      committing = commitVisit(visit, parts);
      return committing;
    },
    async printSlip(visit) {
      const place = visit.place ?? visit.earlier;
      const slip = slipOfVisit(visit, parts, parts.now());
      if (slip === undefined || place === null) return 'not-printed';
      const copy = visit.earlier === null ? 0 : visit.earlier.copies + 1;
      const printed = await bridge.print(slip);
      const outcome = printed.ok ? printed.value.outcome : 'unknown';
      const told = { visit: visit.id, index: place.index, copy };
      if (outcome === 'printed' || outcome === 'not-taken') {
        note({ event: 'receipt-printed', ...told });
        return outcome;
      }
      const code = (printed.ok ? printed.value.code : printed.error.code) ?? 'E-PRINT-009';
      const unsure = outcome === 'unknown';
      note({ event: unsure ? 'receipt-unsure' : 'receipt-not-printed', ...told, code });
      parts.log({ event: unsure ? 'slip-unsure' : 'slip-not-printed', code });
      return unsure ? 'unsure' : 'not-printed';
    },
    async logAbandoned(visit, step) {
      // A disk that stalled may have taken the record after all: then the visit was not abandoned.
      if (visit.outcome !== null && (await committing?.catch(() => undefined))?.ok === true) return;
      await ledger.append({ event: 'visit-abandoned', visit: visit.id, step });
    },
    logRepeat(visit) {
      if (visit.person !== null) note({ event: 'repeat-visit', visit: visit.id, person: visit.person });
    },
    logCallback(visit) {
      note({ event: 'callback-wanted', visit: visit?.id ?? null, person: visit?.person ?? null });
    },
    restart: (code) => parts.restart(code),
    async wipe() {
      committing = undefined;
      photo.wipe();
      const [inBridge] = await Promise.all([bridge.wipe(), face.wipe()]);
      // A bridge that does not answer was ended, and its memory with it.
      if (!inBridge.ok) parts.log({ event: 'bridge-not-wiped', code: inBridge.error.code });
      await forgetHeap();
      // The visit is told whole: what was printed is under the signature too before the next person comes.
      await ledger.checkpoint();
    },
    async outage() {
      if (ledger.outage !== null) {
        // A ledger that failed to write takes nothing more in this process.
        parts.restart(ledger.outage);
        return ledger.outage;
      }
      const inUse = roster.info();
      if (inUse === undefined) return 'E-ROSTER-010';
      // The import is a command of its own and may not write the log; its effect is seen here, between visits.
      if (inUse.version !== rosterVersion) {
        note({ event: 'roster-imported', version: inUse.version, rows: inUse.rows });
        rosterVersion = inUse.version;
      }
      await takeLeftEvents(parts.dataFolder, ledger).catch(() =>
        parts.log({ event: 'not-logged', what: 'left' }),
      );
      const full = await ledger.full();
      if (full !== null) return full;
      // It went wrong again and again: no new person is asked to lay a card on it.
      if (bridge.outOfService('reader') !== null) return 'E-BRIDGE-005';
      const reader = await bridge.readerState();
      return reader.ok && reader.value.reader === 'ready' ? null : 'E-SESSION-005';
    },
  };
}

function earlierOf(parts: VisitParts, person: string): EarlierConfirmation | null {
  const found = parts.ledger.confirmation(parts.campaign.year, person);
  if (found === undefined) return null;
  const { index, leafHash, at, method, means } = found;
  return { index, leafHash, at, method, means, day: dayInChina(Date.parse(at)), copies: found.copies };
}
