import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { configFolder } from './places.ts';

const Words = z.record(z.string(), z.string());

/** Words of `county pull` and `county verify` for officers and auditors, zh-CN; `{name}` is filled in. */
export const AuditWords = z.object({
  /** What a code of a finding means. */
  findings: Words,
  pull: Words,
  verify: Words,
  questions: Words,
  receipt: Words,
  outcome: Words,
  method: Words,
  means: Words,
  clockWay: Words,
});
export type AuditWords = z.infer<typeof AuditWords>;

/** The words of config/audit-words.json. Throws on a malformed file. */
export function readAuditWords(folder: string = configFolder()): AuditWords {
  return AuditWords.parse(JSON.parse(readFileSync(join(folder, 'audit-words.json'), 'utf8')));
}

/** A sentence with its `{name}` places filled in. Throws when there is no such sentence or no value for a place. */
export function sayAudit(
  words: Readonly<Record<string, string>>,
  sentence: string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const text = words[sentence];
  if (text === undefined) throw new Error(`no words for ${sentence}`);
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${sentence} wants ${name}`);
    return String(value);
  });
}
