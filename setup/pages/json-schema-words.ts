import { z } from 'zod';

/** The part of JSON Schema that zod writes and this page reads. */
export interface JsonSchema {
  /** Several types come as a list and are kept as `string or null`. */
  type?: string | undefined;
  const?: string | number | boolean | null | undefined;
  enum?: (string | number | boolean | null)[] | undefined;
  properties?: Record<string, JsonSchema> | undefined;
  required?: string[] | undefined;
  /** False after `prefixItems`: no more items than those. */
  items?: JsonSchema | boolean | undefined;
  prefixItems?: JsonSchema[] | undefined;
  oneOf?: JsonSchema[] | undefined;
  anyOf?: JsonSchema[] | undefined;
  pattern?: string | undefined;
  format?: string | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
  minLength?: number | undefined;
  maxLength?: number | undefined;
  minItems?: number | undefined;
  maxItems?: number | undefined;
}

const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const JsonSchema: z.ZodType<JsonSchema> = z.lazy(() =>
  z.object({
    type: z.union([z.string(), z.array(z.string()).transform((types) => types.join(' or '))]).optional(),
    const: Scalar.optional(),
    enum: z.array(Scalar).optional(),
    properties: z.record(z.string(), JsonSchema).optional(),
    required: z.array(z.string()).optional(),
    items: z.union([z.boolean(), JsonSchema]).optional(),
    prefixItems: z.array(JsonSchema).optional(),
    oneOf: z.array(JsonSchema).optional(),
    anyOf: z.array(JsonSchema).optional(),
    pattern: z.string().optional(),
    format: z.string().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    minItems: z.number().optional(),
    maxItems: z.number().optional(),
  }),
);

/** A list line a field, nested fields indented; one line saying so when there is none. */
export function describeFields(
  fields: Readonly<Record<string, JsonSchema>>,
  required: readonly string[],
  indent = '',
): string[] {
  const names = Object.keys(fields);
  if (names.length === 0) return [`${indent}No fields.`];
  return names.flatMap((name) => {
    const schema = fields[name] ?? {};
    const optional = required.includes(name) ? '' : ' (optional)';
    const line = `${indent}- \`${name}\`${optional}: ${inWords(schema)}`;
    const whole = schema.properties ? schema : itemsOf(schema);
    const inner = whole.properties;
    // A union is named here and told in its own section.
    return inner === undefined || Object.keys(inner).length === 0
      ? [line]
      : [line, ...describeFields(inner, whole.required ?? [], `${indent}  `)];
  });
}

/** The schema of a list's items; empty where it says nothing of them. */
function itemsOf(schema: JsonSchema): JsonSchema {
  return typeof schema.items === 'object' ? schema.items : {};
}

/** `integer, 1 to 2`, `one of …`, `list of …`. */
export function inWords(schema: JsonSchema): string {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return `one of ${schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(', ')}`;
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) return choices.length > 4 ? 'one of the messages below' : choices.map(inWords).join(' or ');
  if (schema.prefixItems) return `[${schema.prefixItems.map(inWords).join('; ')}]`;
  if (schema.type === 'array')
    return `list of ${inWords(itemsOf(schema))}${range(schema.minItems, schema.maxItems)}`;
  if (schema.pattern) return `${schema.type ?? 'text'} matching \`${schema.pattern}\``;
  if (schema.type === 'string')
    return `${schema.format ?? 'text'}${range(schema.minLength, schema.maxLength, ' characters')}`;
  return `${schema.type ?? 'any value'}${range(schema.minimum, schema.maximum)}`;
}

/** Zod writes the safe-integer bounds for every integer: those say nothing. */
function range(low: number | undefined, high: number | undefined, unit = ''): string {
  const from = low === Number.MIN_SAFE_INTEGER ? undefined : low;
  const to = high === Number.MAX_SAFE_INTEGER ? undefined : high;
  if (from !== undefined && to !== undefined) return `, ${from} to ${to}${unit}`;
  if (from !== undefined) return `, at least ${from}${unit}`;
  return to === undefined ? '' : `, at most ${to}${unit}`;
}
