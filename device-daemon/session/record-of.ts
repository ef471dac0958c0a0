import type { Campaign, ConfirmationRecord } from '../../domain/index.ts';
import { dayInChina, inCampaignWindow } from '../../domain/index.ts';
import type { Visit } from './visit.ts';

/** What the device adds to a visit when it becomes a record. */
export interface Stamp {
  readonly campaign: Campaign;
  readonly device: string;
  readonly station: string;
  readonly method: 'station' | 'home-visit';
  readonly boot: string;
  readonly committedAt: string;
  readonly monotonicMs: number;
  readonly clock: 'good' | 'suspect';
  readonly software: string;
  /** Hex. */
  readonly textsSha256: string;
}

/** Names compared as advice only: dots differ between registers and cards (X24). */
function nameDiffers(card: string, roster: string): boolean {
  const plain = (name: string) => name.replace(/[·•‧∙・.\s]/gu, '');
  return plain(card) !== plain(roster);
}

/** The record of a visit, ready to be sealed. Undefined when no card was read: then there is nothing to record. */
export function recordOf(visit: Visit, stamp: Stamp): ConfirmationRecord | undefined {
  const { card, row } = visit;
  if (card === null || visit.person === null || visit.outcome === null) return undefined;
  return {
    format: 'youfu-record/1',
    programme: 'annual-confirmation',
    year: stamp.campaign.year,
    outOfWindow: !inCampaignWindow(stamp.campaign, dayInChina(Date.parse(stamp.committedAt))),
    visit: visit.id,
    person: visit.person,
    idNumber: card.idNumber,
    name: card.name,
    card: {
      type: card.type,
      validTo: card.validTo,
      expired: visit.cardExpired,
      readHow: visit.readHow,
      nameDiffersFromRoster: row !== null && nameDiffers(card.name, row.name),
    },
    roster:
      row === null || visit.rosterVersion === null
        ? null
        : {
            version: visit.rosterVersion,
            township: row.township,
            village: row.village,
            benefitType: row.benefitType,
          },
    outcome: visit.outcome,
    outcomeReason: visit.countyReason,
    method: stamp.method,
    means: visit.staff !== null ? 'staff' : visit.outcome === 'CONFIRMED_FACE' ? 'face' : 'other',
    face: visit.face,
    consents: [...visit.consents],
    contactRight: visit.contactRight,
    changes: [...visit.changes],
    signature: visit.signature,
    staff: visit.staff,
    device: stamp.device,
    station: stamp.station,
    boot: stamp.boot,
    startedAt: visit.startedAt,
    committedAt: stamp.committedAt,
    monotonicMs: stamp.monotonicMs,
    clock: stamp.clock,
    software: stamp.software,
    textsSha256: stamp.textsSha256,
  };
}
