import { fail, ok, type Result } from '../domain/index.ts';
import type { FaceBands } from './face-bands.ts';
import { readFaceProfile } from './face-profile.ts';
import type { Settings } from './settings.ts';

/** The bands in force: the county's own when it set some, else those of config/face.json. */
export function faceBandsOf(settings: Pick<Settings, 'face'>): FaceBands {
  if (settings.face.bands !== null) return settings.face.bands;
  const { accept, unsure } = readFaceProfile().bands;
  return { accept, unsure };
}

/**
 * Whether a county may set these bands. E-FACE-005 when its `accept` is below the profile's `unsure`: there one wrong
 * face in a hundred would pass by itself.
 */
export function bandsAllowed(settings: Pick<Settings, 'face'>): Result<void> {
  const { accept } = faceBandsOf(settings);
  const least = readFaceProfile().bands.unsure;
  return accept >= least ? ok(undefined) : fail('E-FACE-005', `accept ${accept} is below ${least}`);
}
