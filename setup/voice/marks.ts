import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Marks = z.record(z.string(), z.string());
const FILE = 'made.json';

/** What was made in `folder` before: key -> mark. Empty when nothing was, or when the file is not readable. */
export function readMarks(folder: string): Record<string, string> {
  try {
    return Marks.parse(JSON.parse(readFileSync(join(folder, FILE), 'utf8')));
  } catch {
    return {};
  }
}

export function writeMarks(folder: string, marks: Readonly<Record<string, string>>): void {
  writeFileSync(join(folder, FILE), JSON.stringify(marks, null, 1));
}
