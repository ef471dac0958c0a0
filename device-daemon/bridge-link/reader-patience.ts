import { loadReaderProfile, SAM_BAUD_RATES } from '../../config/index.ts';

/** pcscd looks for new readers now and then. */
const PCSC_MS = 3000;
/** A command without an answer and its repetition, for each baud rate that is tried. */
const BAUD_RATE_MS = 2000;

/** Milliseconds after the bridge's start within which a reader of this profile is seen if it is there. */
export function readerSeenWithinMs(profileName: string): number {
  const profile = loadReaderProfile(profileName);
  if (!profile.ok || profile.value.transport !== 'serial') return PCSC_MS;
  const { baud, openDelayMs } = profile.value.serial;
  return openDelayMs + (baud === 'auto' ? SAM_BAUD_RATES.length : 1) * BAUD_RATE_MS;
}

/** Whether only one program at a time can hold a reader of this profile. */
export function readerIsExclusive(profileName: string): boolean {
  const profile = loadReaderProfile(profileName);
  return profile.ok && profile.value.transport === 'serial';
}
