import { join } from 'node:path';
import { z } from 'zod';
import { madeUpPeople } from '../config/index.ts';
import { ageOn, dayInChina } from '../domain/index.ts';
import {
  BoardSimulatorState,
  boardSocket,
  CardSimulatorState,
  cardSocket,
  sendControl,
} from '../firmware-bridge/simulators/index.ts';
import type { DockActs, InsertBody } from './endpoint/index.ts';

const PrinterAnswer = z.object({ count: z.number().int(), state: z.string() });
const SlipAnswer = z.object({ png: z.base64() });

/** What the card simulator is asked to lay on the reader. A made-up person may carry the visitor's own photo. */
function issued(what: InsertBody): object {
  if ('card' in what) return { card: { ...what.card, photo: what.photo } };
  if (!('photo' in what)) return what;
  const person = madeUpPeople().find(({ key }) => key === what.person);
  if (person === undefined) return { person: what.person };
  return { card: { ...person.card, photo: what.photo } };
}

/** What a simulator said of itself, undefined where it is away. */
async function known<T>(answer: Promise<unknown>, schema: z.ZodType<T>): Promise<T | undefined> {
  return schema.safeParse(await answer.catch(() => undefined)).data;
}

/** The dock's acts, carried out on the simulators' control sockets. They exist with simulated hardware only. */
export function dockActs(dataFolder: string, operator: { id: string; pin: string } | undefined): DockActs {
  const card = (command: unknown): Promise<unknown> => sendControl(cardSocket(dataFolder), command);
  const printer = (command: unknown): Promise<unknown> =>
    sendControl(join(dataFolder, 'sim', 'printer.sock'), command);
  const board = (command: unknown): Promise<unknown> => sendControl(boardSocket(dataFolder), command);
  return {
    people: () =>
      madeUpPeople().map((person) => ({
        key: person.key,
        name: person.card.name,
        note: `age ${ageOn(person.card.birth, dayInChina(Date.now()))} ${person.about}`.trim(),
      })),
    insert: (what) => card({ cmd: 'insert', ...issued(what) }),
    remove: () => card({ cmd: 'remove' }),
    reader: (state) => card({ cmd: 'reader', state }),
    printer: (state) => printer({ cmd: 'state', state }),
    board,
    async state() {
      const [reader, printed, lit] = await Promise.all([
        known(card({ cmd: 'state' }), CardSimulatorState),
        known(printer({ cmd: 'slips' }), PrinterAnswer),
        known(board({ cmd: 'state' }), BoardSimulatorState),
      ]);
      return {
        reader: reader?.reader ?? 'gone',
        card: reader === undefined || reader.card === 'none' ? null : reader.card,
        printer: printed?.state ?? 'offline',
        slips: printed?.count ?? 0,
        board: lit ?? null,
        operator: operator ?? null,
      };
    },
    async slip(n) {
      const answer = SlipAnswer.safeParse(await printer({ cmd: 'slip', n: n === undefined ? -1 : n - 1 }));
      return answer.success ? Buffer.from(answer.data.png, 'base64') : undefined;
    },
  };
}
