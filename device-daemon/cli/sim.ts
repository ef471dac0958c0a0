import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { dataFolder } from '../../config/index.ts';
import { CardFile, OtherCardKind } from '../../domain/index.ts';
import {
  type BoardControl,
  boardSocket,
  cardSocket,
  type PrinterCommand,
  SimulatedState,
  sendControl,
} from '../../firmware-bridge/simulators/index.ts';

const MADE_UP_PERSON = /^p\d{3}$/;
/** What can happen to the control board; `key` takes the key's number. */
const BOARD: Readonly<Record<string, BoardControl>> = {
  near: { cmd: 'near', near: true },
  away: { cmd: 'near', near: false },
  'door-open': { cmd: 'door', open: true },
  'door-closed': { cmd: 'door', open: false },
  'power-fail': { cmd: 'power', failing: true },
  'power-ok': { cmd: 'power', failing: false },
  gone: { cmd: 'line', state: 'gone' },
  back: { cmd: 'line', state: 'back' },
};
const KEYS = ['1', '2', '3', '4'];
/** What may be said of the printer. */
const PRINTER = new Map<string, z.input<typeof PrinterCommand>>([
  ...SimulatedState.options.map((state) => [state, { cmd: 'state', state }] as const),
  ['power-cycle', { cmd: 'power-cycle' }],
  ['take', { cmd: 'take' }],
]);
const Refusal = z.object({ error: z.string() });

/** Gives a simulator's answer; a refusal or an absent kiosk ends the program with a plain sentence. */
async function send(program: Command, socket: string, command: unknown): Promise<unknown> {
  if (!existsSync(socket))
    program.error(`no kiosk with simulated hardware runs on this data folder (${socket})`);
  try {
    const answer = await sendControl(socket, command);
    const refusal = Refusal.safeParse(answer);
    return refusal.success ? program.error(refusal.data.error) : answer;
  } catch (error) {
    return program.error(error instanceof Error ? error.message : 'the simulator does not answer');
  }
}

/** CARD.json with its photo, whose path counts from the file's own folder, as base64. */
function readCardFile(program: Command, file: string): unknown {
  try {
    const card = CardFile.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (!card.success) return program.error(`${file}: ${z.prettifyError(card.error)}`);
    const { photo, ...rest } = card.data;
    const image = photo === undefined ? null : readFileSync(resolve(dirname(file), photo)).toString('base64');
    return { ...rest, photo: image };
  } catch (error) {
    if (!existsSync(file))
      return program.error(
        `${file}: no such file; made-up people are p001 to p200, other cards ${OtherCardKind.options.join(', ')}`,
      );
    return program.error(`${file}: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}

/** A made-up person's key, a kind of card that is no identity card, or a file. */
function cardAsked(program: Command, what: string): object {
  if (MADE_UP_PERSON.test(what)) return { person: what };
  const kind = OtherCardKind.safeParse(what);
  return kind.success ? { kind: kind.data } : { card: readCardFile(program, what) };
}

/** `kiosk sim …`: drives the simulated hardware of a running kiosk, for tests and field training. */
export function registerSim(program: Command): void {
  const sim = program.command('sim').description('drive the simulated hardware of a running kiosk');
  const card = (): string => cardSocket(dataFolder());
  const printer = (): string => join(dataFolder(), 'sim', 'printer.sock');
  sim
    .command('insert <card>')
    .description(
      `lay a card on the reader: CARD.json, a made-up person (p001 … p200), or ${OtherCardKind.options.join(', ')}`,
    )
    .action(async (what: string) => {
      await send(program, card(), { cmd: 'insert', ...cardAsked(program, what) });
      console.log(`on the reader: ${what}`);
    });
  sim
    .command('remove')
    .description('take the card away')
    .action(async () => {
      await send(program, card(), { cmd: 'remove' });
      console.log('on the reader: nothing');
    });
  sim
    .command('printer <state>')
    .description(`${SimulatedState.options.join(', ')}; power-cycle; take (the slip out of its mouth)`)
    .action(async (state: string) => {
      const command = PRINTER.get(state);
      if (command === undefined) return program.error(`the printer knows ${[...PRINTER.keys()].join(', ')}`);
      await send(program, printer(), command);
      console.log(`printer: ${state}`);
    });
  sim
    .command('reader <state>')
    .description('gone or back')
    .action(async (state: string) => {
      if (state !== 'gone' && state !== 'back') program.error('the reader knows gone and back');
      await send(program, card(), { cmd: 'reader', state });
      console.log(`reader: ${state}`);
    });
  sim
    .command('board <state> [key]')
    .description(`state, ${Object.keys(BOARD).join(', ')}, or key 1 to key 4`)
    .action(async (state: string, key: string | undefined) => {
      const happened = state === 'state' ? ({ cmd: 'state' } as const) : BOARD[state];
      const pressed = state === 'key' && key !== undefined && KEYS.includes(key);
      if (!pressed && (happened === undefined || key !== undefined))
        program.error(`the board knows state, ${Object.keys(BOARD).join(', ')} and key 1 to key 4`);
      const answer = await send(
        program,
        boardSocket(dataFolder()),
        happened ?? { cmd: 'key', key: Number(key) },
      );
      console.log(
        state === 'state' ? JSON.stringify(answer) : `board: ${[state, key].filter(Boolean).join(' ')}`,
      );
    });
}
