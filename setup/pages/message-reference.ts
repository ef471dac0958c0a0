import { z } from 'zod';
import { describeFields, JsonSchema } from './json-schema-words.ts';

/** One group of messages on the page: a discriminated union and the property that tells its members apart. */
export interface MessageGroup {
  readonly title: string;
  readonly about: string;
  readonly schema: z.ZodType;
  readonly by: string;
}

/** The message reference: every message with its fields, straight from the schemas that check it. */
export function messageReferencePage(groups: readonly MessageGroup[]): string {
  const lines = [
    '# Message reference',
    '',
    'Generated from the schemas in `domain/wire` by `npm run pages`. The same schemas check every message at run',
    'time, both ways; what does not fit is refused.',
  ];
  for (const group of groups) {
    lines.push('', `## ${group.title}`, '', group.about);
    for (const member of membersOf(group.schema)) {
      const { [group.by]: tag, ...fields } = member.properties ?? {};
      lines.push('', `### \`${String(tag?.const ?? '?')}\``, '');
      lines.push(...describeFields(fields, member.required ?? []));
    }
  }
  return `${lines.join('\n')}\n`;
}

function membersOf(schema: z.ZodType): JsonSchema[] {
  const whole = JsonSchema.parse(z.toJSONSchema(schema, { unrepresentable: 'any', reused: 'inline' }));
  return whole.oneOf ?? whole.anyOf ?? [whole];
}
