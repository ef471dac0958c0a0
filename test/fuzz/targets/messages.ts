import type { z } from 'zod';
import { parseClient } from '../../../device-daemon/endpoint/parse-client.ts';
import { Act, BridgeMessage, BridgeRequest, ClientMessage } from '../../../domain/index.ts';
import { CardCommand } from '../../../firmware-bridge/simulators/index.ts';
import { PrinterCommand } from '../../../firmware-bridge/simulators/printer/index.ts';
import { goldenSlips } from '../../fixtures/receipts/index.ts';
import { type FuzzTarget, rule, utf8 } from '../target.ts';

const JSON_WORDS = [
  ...[
    'null',
    'true',
    '0',
    '-1',
    '1e999',
    '1e308',
    '""',
    '[]',
    '{}',
    '{"',
    '":',
    ',',
    '[[[[',
    '\\u0000',
    '\\ud800',
  ],
  ...[
    '"__proto__":{"a":1}',
    '"constructor"',
    '"toString"',
    '9007199254740993',
    '0.1',
    '"\u{20BB7}"',
    '"x'.padEnd(600, 'x'),
  ],
];
const words = (...more: string[]): Uint8Array[] => [...JSON_WORDS, ...more].map(utf8);
const seedsOf = (values: readonly unknown[]): Uint8Array[] =>
  values.map((value) => utf8(JSON.stringify(value)));

/** The value of a text, or undefined when it is not JSON. */
function jsonOf(input: Uint8Array): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(Buffer.from(input).toString('utf8')) };
  } catch {
    return undefined;
  }
}

/** What a schema takes it takes again as it gave it, and it has no key that the schema does not know. */
function schemaRules(schema: z.ZodType, json: unknown): void {
  const taken = schema.safeParse(json);
  if (!taken.success) return;
  const again = schema.safeParse(taken.data);
  rule(again.success, 'what was taken is taken again');
  rule(JSON.stringify(again.data) === JSON.stringify(taken.data), 'and stays the same');
}

const READING = {
  identity: {
    type: 'resident',
    name: '样张',
    sex: 'male',
    birth: '1949-03-07',
    idNumber: '990000194903075232',
    validFrom: '2016-01-01',
    validTo: 'long-term',
    warnings: [],
  },
  photo: null,
  decoder: 'specimen',
  photoCode: 'E-CARD-013',
  readHow: 'fuzz',
  tookMs: 12.5,
};

/** Messages between daemon and bridge, both ways. */
export const bridgeMessages: FuzzTarget = {
  name: 'bridge-messages',
  weight: 6,
  seeds: () =>
    seedsOf([
      { id: 1, op: 'read-card' },
      { id: 2, op: 'wipe' },
      { id: 3, op: 'print', receipt: goldenSlips.declined },
      { id: 4, op: 'board', command: { command: 'buzz', pattern: 'done' } },
      { id: 5, op: 'board', command: { command: 'watchdog', withinMs: 30_000 } },
      { kind: 'value', id: 1, value: READING },
      { kind: 'error', id: 1, code: 'E-CARD-010', detail: 'find' },
      { kind: 'event', event: 'card-inserted' },
      { kind: 'event', event: 'printer', status: { state: 'paper-low' } },
      { kind: 'event', event: 'board', happened: { what: 'key', key: 2 } },
    ]),
  dictionary: words('"op":"print"', '"kind":"event"', '"id":1', '"E-CARD-001"', '"value"', '"block":"qr"'),
  run(input) {
    const value = jsonOf(input);
    if (value === undefined) return;
    schemaRules(BridgeRequest, value.json);
    schemaRules(BridgeMessage, value.json);
  },
};

/** Text frames of the websocket. */
export const clientMessages: FuzzTarget = {
  name: 'client-messages',
  weight: 8,
  seeds: () =>
    seedsOf([
      { type: 'hello', api: 1, takeover: true },
      { type: 'alive', painted: 7, touched: true },
      { type: 'act', screen: 3, act: { act: 'begin' } },
      { type: 'act', screen: 9, act: { act: 'change-phone', phone: '13900001234' } },
      { type: 'act', screen: 9, act: { act: 'staff-login', operator: '12', pin: '4711' } },
      {
        type: 'act',
        screen: 12,
        act: {
          act: 'sign',
          strokes: [
            [
              [1, 2, 3],
              [10_000, 0, 99],
            ],
          ],
        },
      },
    ]),
  dictionary: words(
    '"type":"act"',
    '"act":',
    '"screen":',
    ...Act.options.map((one) => `"${one.shape.act.value}"`),
  ),
  run(input) {
    const text = Buffer.from(input).toString('utf8');
    const parsed = parseClient(text);
    if (parsed.ok) {
      rule(ClientMessage.safeParse(parsed.message).success, 'what is taken is after the schema');
      return;
    }
    rule(parsed.detail.length <= 200, 'the detail is short');
  },
};

/** Lines on the control sockets of the simulators, as values; the line reader has a target of its own. */
export const controlCommands: FuzzTarget = {
  name: 'control-commands',
  weight: 4,
  seeds: () =>
    seedsOf([
      { cmd: 'insert', person: 'p001', profile: 'both' },
      { cmd: 'insert', kind: 'bank-card' },
      { cmd: 'remove' },
      { cmd: 'reader', state: 'gone', hard: true },
      { cmd: 'fault', fault: { fault: 'corrupt', at: -1, times: 3 } },
      { cmd: 'fault', fault: { kind: 'garbage-status', hex: 'ff80c3' } },
      { cmd: 'slip', n: -1 },
      { cmd: 'state', state: 'paper-low' },
    ]),
  dictionary: words('"cmd":', '"fault"', '"times":1001', '"bytes":65536', '"card":{"type":"resident"}'),
  run(input) {
    const value = jsonOf(input);
    if (value === undefined) return;
    schemaRules(CardCommand, value.json);
    schemaRules(PrinterCommand, value.json);
  },
};
