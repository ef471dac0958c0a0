import {
  loadCameraProfile,
  loadPrinterProfile,
  loadReaderProfile,
  type Settings,
} from '../../config/index.ts';
import { ok, type Result } from '../../domain/index.ts';

/**
 * Whether the profiles that the settings name can be used: E-CARD-015 for the reader's, E-PRINT-011 for the printer's,
 * E-FACE-015 for the cameras'.
 */
export function profilesThere(settings: Pick<Settings, 'reader' | 'printer' | 'camera'>): Result<void> {
  const reader = loadReaderProfile(settings.reader.profile);
  if (!reader.ok) return reader;
  const printer = loadPrinterProfile(settings.printer.profile);
  if (!printer.ok) return printer;
  const camera = loadCameraProfile(settings.camera.profile);
  return camera.ok ? ok(undefined) : camera;
}
