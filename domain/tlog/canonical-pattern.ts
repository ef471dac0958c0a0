import { z } from 'zod';

/** As much of a JSON Schema as is understood here; anything else makes its part of the pattern match nothing. */
const Schema = z.object({
  type: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.string()).optional(),
  pattern: z.string().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
});
type Schema = z.infer<typeof Schema>;

const NOTHING = '(?!)';
/** What could match a quote, a backslash, a control character or more than ASCII: JSON would have to escape it. */
const UNSAFE = /(?<!\\)\.|\[\^|\\[SDWsBpPuxc]|"/;
/** Ranges of whole numbers that are written out. */
const FEW_NUMBERS = 128;

/**
 * A pattern of the canonical JSON (RFC 8785) of what a schema takes. What it matches the schema takes, in exactly
 * these bytes; what it does not match may still be right and has to be parsed. `captured` are properties of the
 * outermost object that become named groups, as they stand in the JSON, strings without their quotes.
 *
 * One match costs a tenth of parsing, checking and writing again, and a county checks every entry of every kiosk.
 */
export function canonicalPattern(schema: z.ZodType, captured: readonly string[]): RegExp {
  const json: unknown = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'output' });
  return new RegExp(`^${patternOf(json, captured)}$`);
}

function patternOf(json: unknown, captured: readonly string[] = []): string {
  const read = Schema.safeParse(json);
  if (!read.success) return NOTHING;
  const schema = read.data;
  const choice = schema.oneOf ?? schema.anyOf;
  if (choice !== undefined) return `(?:${choice.map((one) => patternOf(one)).join('|')})`;
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum !== undefined)
    return `"(?:${schema.enum.map((word) => literal(word).slice(1, -1)).join('|')})"`;
  switch (schema.type) {
    case 'object':
      return objectOf(schema, captured);
    case 'string':
      return stringOf(schema);
    case 'integer':
      return integerOf(schema);
    case 'boolean':
      return '(?:true|false)';
    case 'null':
      return 'null';
    default:
      return NOTHING;
  }
}

/** All properties, in the order of RFC 8785 section 3.2.3. */
function objectOf({ properties = {}, required = [] }: Schema, captured: readonly string[]): string {
  const names = Object.keys(properties).sort();
  if (names.some((name) => !required.includes(name))) return NOTHING;
  const members = names.map((name) => {
    const value = patternOf(properties[name]);
    if (!captured.includes(name)) return `${literal(name)}:${value}`;
    return value.startsWith('"')
      ? `${literal(name)}:"(?<${name}>${value.slice(1, -1)})"`
      : `${literal(name)}:(?<${name}>${value})`;
  });
  return `\\{${members.join(',')}\\}`;
}

/** A string whose pattern allows only what stands in JSON as it is. */
function stringOf({ pattern, maxLength, allOf }: Schema): string {
  const [first, ...others] =
    allOf === undefined ? [pattern] : allOf.map((one) => Schema.safeParse(one).data?.pattern);
  const body = first === undefined ? undefined : /^\^(.*)\$$/.exec(first)?.[1];
  // A second pattern is understood when it is a beginning, as `startsWith` gives it.
  const beginnings = others.map((other) => /^\^([A-Za-z0-9]+)\.\*\$?$/.exec(other ?? '')?.[1]);
  if (body === undefined || UNSAFE.test(body) || beginnings.includes(undefined)) return NOTHING;
  const ahead = beginnings.map((beginning) => `(?=${beginning})`).join('');
  const length = maxLength === undefined ? '' : `(?=[^"]{0,${maxLength}}")`;
  return `"${length}${ahead}(?:${body})"`;
}

/** Whole numbers: few are written out; of many those with fewer digits than the largest. */
function integerOf({ minimum = Number.NaN, maximum = Number.NaN }: Schema): string {
  if (maximum - minimum < FEW_NUMBERS)
    return `(?:${Array.from({ length: maximum - minimum + 1 }, (_, i) => minimum + i).join('|')})`;
  const digits = String(maximum).length - 1;
  if (!(minimum <= 0) || digits < 1) return NOTHING;
  return `(?:0|[1-9]\\d{0,${digits - 1}})`;
}

/** A value of the schema itself as JSON, to be matched as it is. */
function literal(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}
