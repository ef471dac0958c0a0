import type { OtherCardKind } from '../../domain/index.ts';

const FOUND = [0x90, 0x00];
const NOT_FOUND = [0x6a, 0x82];
const UNKNOWN_INSTRUCTION = [0x6d, 0x00];

const PPSE = '325041592E5359532E4444463031';
const SSSE = '7378312E73682EC9E7BBE1B1A3D5CF';
const T_UNION = 'A000000632010105';

interface Play {
  /** Answer to reset, hexadecimal. */
  readonly atr: string;
  /** Names of its applications. */
  readonly applications: readonly string[];
}

/**
 * Cards that are no identity cards, as far as a SELECT tells them apart. The ATR of 优待证 is made up (its historical
 * bytes say YOUDAI): what real ones answer is not known, so a kiosk without an entry of the county sees a bank card.
 */
const PLAYED: Readonly<Record<OtherCardKind, Play>> = {
  'bank-card': { atr: '3B6D000080318065B0895106C983009000', applications: [PPSE] },
  'transport-card': { atr: '3B8180018080', applications: [T_UNION, PPSE] },
  'social-security-card': { atr: '3B6D000080318065B0895106C983009000', applications: [SSSE, PPSE] },
  'preferential-card': { atr: '3B868001594F5544414908', applications: [PPSE] },
  // MIFARE Classic as PC/SC part 3 shows it: door cards, old city cards.
  unknown: { atr: '3B8F8001804F0CA000000306030001000000006A', applications: [] },
};

/** The card's answer to reset. */
export function otherCardAtr(kind: OtherCardKind): Uint8Array {
  return Uint8Array.from(Buffer.from(PLAYED[kind].atr, 'hex'));
}

/** The card's answer to a command: it knows SELECT by name and nothing else. */
export function otherCardAnswer(kind: OtherCardKind, apdu: Uint8Array): Uint8Array {
  const [cla, ins, p1, , length = 0] = apdu;
  if (cla !== 0x00 || ins !== 0xa4 || p1 !== 0x04) return Uint8Array.from(UNKNOWN_INSTRUCTION);
  const name = apdu.subarray(5, 5 + length);
  const asked = Buffer.from(name).toString('hex').toUpperCase();
  if (!PLAYED[kind].applications.includes(asked)) return Uint8Array.from(NOT_FOUND);
  // File control information with the name of the application.
  return Uint8Array.of(0x6f, name.length + 2, 0x84, name.length, ...name, ...FOUND);
}
