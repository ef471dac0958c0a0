import type { ReceiptWording } from '../../config/index.ts';
import {
  minuteInChina,
  type ReceiptBlock,
  type ReceiptProof,
  receiptNumber,
  receiptQr,
} from '../../domain/index.ts';

/** What every slip says of where and when. */
export interface Place {
  readonly station: string;
  /** Name of the device in the county. */
  readonly device: string;
  /** Telephone number for questions; empty when there is none. */
  readonly phone: string;
  /** Milliseconds since 1970 of the commit. */
  readonly at: number;
}

/** A paragraph across the slip in body size. */
export function paragraph(text: string, bold = false): ReceiptBlock {
  return { block: 'text', text, size: 1, align: 'left', bold };
}

/** A centred line in body size. */
export function centred(text: string, bold = false): ReceiptBlock {
  return { block: 'text', text, size: 1, align: 'center', bold };
}

/** The result, the largest thing on the slip. */
export function result(text: string): ReceiptBlock {
  return { block: 'text', text, size: 2, align: 'center', bold: true };
}

/** A label with its value. */
export function pair(label: string, value: string): ReceiptBlock {
  return { block: 'pair', label, value };
}

export const rule: ReceiptBlock = { block: 'rule' };

/** Where and when, and the visit's number. */
export function placeBlocks(place: Place, number: ReceiptProof, wording: ReceiptWording): ReceiptBlock[] {
  const { labels } = wording;
  return [
    pair(labels.at, minuteInChina(place.at)),
    pair(labels.device, place.device),
    pair(labels.number, receiptNumber(number)),
  ];
}

/** Whom to ring up; nothing where the station has no telephone. */
export function questionBlocks(phone: string, wording: ReceiptWording): ReceiptBlock[] {
  return phone === '' ? [] : [paragraph(`${wording.questions} ${phone}`, true)];
}

/** The code for staff and county. */
export function qrBlocks(number: ReceiptProof, wording: ReceiptWording): ReceiptBlock[] {
  return [{ block: 'qr', data: receiptQr(number) }, centred(wording.forStaff)];
}
