import { join } from 'node:path';
import { z } from 'zod';
import { madeUpPeople } from '../config/index.ts';
import { ageOn, dayInChina } from '../domain/index.ts';
import { CardSimulatorState, cardSocket, sendControl } from '../firmware-bridge/simulators/index.ts';
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

/** The dock's acts, carried out on the simulators' control sockets. They exist with simulated hardware only. */
export function dockActs(dataFolder: string, operator: { id: string; pin: string } | undefined): DockActs {
  const card = (command: unknown): Promise<unknown> => sendControl(cardSocket(dataFolder), command);
  const printer = (command: unknown): Promise<unknown> =>
    sendControl(join(dataFolder, 'sim', 'printer.sock'), command);
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
    async state() {
      const [reader, slips] = await Promise.allSettled([card({ cmd: 'state' }), printer({ cmd: 'slips' })]);
      const seen = reader.status === 'fulfilled' ? CardSimulatorState.safeParse(reader.value) : undefined;
      const printed = slips.status === 'fulfilled' ? PrinterAnswer.safeParse(slips.value) : undefined;
      return {
        reader: seen?.success === true ? seen.data.reader : 'gone',
        card: seen?.success === true && seen.data.card !== 'none' ? seen.data.card : null,
        printer: printed?.success === true ? printed.data.state : 'offline',
        slips: printed?.success === true ? printed.data.count : 0,
        operator: operator ?? null,
      };
    },
    async slip(n) {
      const answer = SlipAnswer.safeParse(await printer({ cmd: 'slip', n: n === undefined ? -1 : n - 1 }));
      return answer.success ? Buffer.from(answer.data.png, 'base64') : undefined;
    },
  };
}
