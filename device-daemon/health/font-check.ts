import { existsSync } from 'node:fs';
import { loadPrinterProfile } from '../../config/index.ts';
import { bad, type Finding, good } from './finding.ts';

/** The font files that the printer's profile draws with. */
export function checkFonts(profileName: string): Finding {
  const profile = loadPrinterProfile(profileName);
  if (!profile.ok) return bad('fonts', profile.error);
  const { regular, bold, aptPackage, tibetan } = profile.value.font;
  const files = [
    { file: regular, aptPackage },
    { file: bold, aptPackage },
    { file: tibetan.file, aptPackage: tibetan.aptPackage },
  ];
  const missing = files.find(({ file }) => !existsSync(file));
  return missing === undefined
    ? good('fonts', `${files.length} files of printer profile ${profileName}`)
    : bad('fonts', { code: 'E-PRINT-010', detail: `${missing.file}, package ${missing.aptPackage}` });
}
