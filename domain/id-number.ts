/**
 * The 18-character citizen number (公民身份号码) after GB 11643-1999, check character after
 * ISO 7064 MOD 11-2.
 */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';

/** The check character for the first 17 digits, or undefined when they are not 17 digits. */
export function checkCharacter(first17: string): string | undefined {
  if (!/^\d{17}$/.test(first17)) return undefined;
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(first17[i]), 0);
  return CHECK_CHARACTERS[sum % 11];
}

/** Whether the number has 18 characters, a real calendar date and the right check character. */
export function isValidIdNumber(idNumber: string): boolean {
  if (!/^\d{17}[\dX]$/.test(idNumber)) return false;
  return birthFromIdNumber(idNumber) !== undefined && checkCharacter(idNumber.slice(0, 17)) === idNumber[17];
}

/** Birth date as `YYYY-MM-DD` from digits 7 to 14, or undefined when they are no calendar date. */
export function birthFromIdNumber(idNumber: string): string | undefined {
  return isoDate(idNumber.slice(6, 14));
}

/** Sex from digit 17: odd is male, even is female (GB 11643). */
export function sexFromIdNumber(idNumber: string): 'male' | 'female' {
  return Number(idNumber[16]) % 2 === 1 ? 'male' : 'female';
}

/** `YYYYMMDD` to `YYYY-MM-DD`, or undefined when it is no day of the calendar. */
export function isoDate(compact: string): string | undefined {
  if (!/^\d{8}$/.test(compact)) return undefined;
  const iso = `${compact.slice(0, 4)}-${compact.slice(4, 6)}-${compact.slice(6, 8)}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : undefined;
}

/** A made-up person's number: unassigned area code 990000, birth `YYYYMMDD`, serial 0-999. */
export function madeUpIdNumber(birth: string, serial: number): string {
  const first17 = `990000${birth}${String(serial).padStart(3, '0')}`;
  return first17 + checkCharacter(first17);
}
