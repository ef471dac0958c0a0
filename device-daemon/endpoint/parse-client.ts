import { Act, ClientMessage, type Refusal } from '../../domain/index.ts';

/** Longest text frame taken, in characters: a signature of 2,000 points fits. */
export const TEXT_MAX = 64 * 1024;

const KNOWN_TYPES: ReadonlySet<string> = new Set(
  ClientMessage.options.map((option) => option.shape.type.value),
);
const KNOWN_ACTS: ReadonlySet<string> = new Set(Act.options.map((option) => option.shape.act.value));

/** A message of the UI, or which of the two ways it was wrong: a name nobody knows, or a known one misshapen. */
export type ParsedClient =
  | { readonly ok: true; readonly message: ClientMessage }
  | {
      readonly ok: false;
      readonly refusal: Extract<Refusal, 'unknown' | 'invalid'>;
      readonly detail: string;
    };

/** Parses one text frame of the UI. Details name fields, never values: they may be personal. */
export function parseClient(text: string): ParsedClient {
  if (text.length > TEXT_MAX) return { ok: false, refusal: 'invalid', detail: 'too long' };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, refusal: 'invalid', detail: 'not JSON' };
  }
  const parsed = ClientMessage.safeParse(json);
  if (parsed.success) return { ok: true, message: parsed.data };
  const type = field(json, 'type');
  if (typeof type === 'string' && !KNOWN_TYPES.has(type)) {
    return { ok: false, refusal: 'unknown', detail: 'message type' };
  }
  const act = field(field(json, 'act'), 'act');
  if (type === 'act' && typeof act === 'string' && !KNOWN_ACTS.has(act)) {
    return { ok: false, refusal: 'unknown', detail: 'act' };
  }
  const where = parsed.error.issues[0]?.path.join('.') ?? '';
  return { ok: false, refusal: 'invalid', detail: where === '' ? 'message' : where };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}
