import { randomUUID } from 'node:crypto';
import { type ConfirmationRecord, madeUpIdNumber } from '../../domain/index.ts';

/** ID number of the made-up person of a record. */
export const RECORD_ID_NUMBER = madeUpIdNumber('19490307', 523);

/** The record of a made-up person's visit, as a kiosk seals it. */
export function madeUpRecord(person: string): ConfirmationRecord {
  const at = '2026-06-01T08:00:00.000Z';
  return {
    format: 'youfu-record/1',
    programme: 'annual-confirmation',
    year: 2026,
    outOfWindow: false,
    visit: randomUUID(),
    person,
    idNumber: RECORD_ID_NUMBER,
    name: '欧阳样例',
    card: {
      type: 'resident',
      validTo: 'long-term',
      expired: false,
      readHow: 'pcsc-paged',
      nameDiffersFromRoster: false,
    },
    roster: { version: 1, township: '样例镇', village: '梧桐村', benefitType: 'combat-veteran' },
    outcome: 'CONFIRMED_STAFF',
    outcomeReason: null,
    method: 'station',
    means: 'staff',
    face: {
      tries: 0,
      score: null,
      band: null,
      threshold: 0.43,
      model: 'a',
      liveness: 'not-run',
      ended: 'declined',
    },
    consents: [{ to: 'face', given: false, textVersion: '2026-1', language: 'zh-CN', at }],
    contactRight: false,
    changes: [{ field: 'phone', old: '13900001234', new: '13900005678' }],
    signature: { kind: 'mark', shownSha256: 'ab'.repeat(32) },
    staff: { operator: '001', judgement: 'same', reason: 'declined-face', attested: true },
    device: 'kiosk-990000-01',
    station: '样例镇退役军人服务站',
    boot: randomUUID(),
    startedAt: at,
    committedAt: at,
    monotonicMs: 5,
    clock: 'good',
    textsSha256: 'ee'.repeat(32),
    software: 'test',
  };
}
