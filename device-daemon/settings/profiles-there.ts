import { loadPrinterProfile, loadReaderProfile, type Settings } from '../../config/index.ts';
import { ok, type Result } from '../../domain/index.ts';

/** Whether the profiles that the settings name can be used: E-CARD-015 for the reader's, E-PRINT-011 for the printer's. */
export function profilesThere(settings: Pick<Settings, 'reader' | 'printer'>): Result<void> {
  const reader = loadReaderProfile(settings.reader.profile);
  if (!reader.ok) return reader;
  const printer = loadPrinterProfile(settings.printer.profile);
  return printer.ok ? ok(undefined) : printer;
}
