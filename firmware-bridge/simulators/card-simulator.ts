import { z } from 'zod';
import type { OtherCardKind } from '../../domain/index.ts';
import { type CardBlob, wipeBlob } from '../card/index.ts';
import { CardCommand, type CardSimulatorState } from './card-commands.ts';
import { serveControl } from './control.ts';
import { IdReaderApdu, type ReaderWay } from './id-reader-apdu.ts';
import { issueCard, issuePersonCard } from './issue-card.ts';
import { otherCardAnswer, otherCardAtr } from './other-card.ts';
import { VirtualPcscd } from './pcscd.ts';
import { PortFaults } from './port-faults.ts';
import { ReadClock } from './read-clock.ts';
import type { SamBehaviour } from './sam-behaviour.ts';
import type { ReaderFault } from './sam-faults.ts';
import { SamLine } from './sam-line.ts';
import { SamModule } from './sam-module.ts';
import { VirtualCard } from './virtual-card.ts';

/**
 * Process entry: a virtual reader (real pcscd, vpcd) with the card-reading module behind it, which is reached over a
 * serial line too (real pseudo-terminal), driven over a control socket. Started by start-reader.ts in namespaces of its own; ends with its parent.
 */

/** Type B card behind a reader with a module. */
const ID_CARD_ATR = Uint8Array.from(Buffer.from('3B888001D103860C0080800051', 'hex'));
/** pcscd looks for the card each 400 ms: a swap must last longer to be seen. */
const SWAP_MS = 900;

const [socketPath, socketFolder, confFolder, ttyPath] = z
  .tuple([z.string(), z.string(), z.string(), z.string()])
  .parse(process.argv.slice(2));

const pcscd = new VirtualPcscd(socketFolder, confFolder);
const sam = new SamModule();
const reader = new IdReaderApdu(sam);
const clock = new ReadClock();
const pcscFaults = new PortFaults();
const serialFaults = new PortFaults();
const line = new SamLine({
  path: ttyPath,
  module: sam,
  faults: serialFaults,
  clock,
  onDisconnect: () => void inTurn({ cmd: 'reader', state: 'gone', hard: true }),
});

interface Laid {
  readonly kind: 'id-card' | OtherCardKind;
  readonly blob: CardBlob | undefined;
  readonly way: ReaderWay;
}
let laid: Laid | undefined;
let card: VirtualCard | undefined;

/** Puts what is laid into the virtual reader. */
async function present(item: Laid): Promise<void> {
  sam.setCard(item.kind === 'id-card' ? item.blob : 'other');
  card = new VirtualCard({
    atr: item.kind === 'id-card' ? ID_CARD_ATR : otherCardAtr(item.kind),
    onApdu: async (apdu) => {
      if (item.kind !== 'id-card') return otherCardAnswer(item.kind, apdu);
      if (pcscFaults.refuses()) return Uint8Array.of(0x6f, 0x00);
      const { bytes: sent, read } = reader.exchange(apdu, item.way);
      if (read === 'begins') clock.begins();
      const answer = pcscFaults.apply(sent);
      const waitMs = sam.takeWorkedMs() + answer.afterMs;
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      // The cable of a reader in mid-answer: PC/SC knows no part of an answer, only that the reader has gone.
      if (answer.disconnect) void inTurn({ cmd: 'reader', state: 'gone', hard: true });
      if (answer.disconnect || answer.pieces.length === 0) return undefined;
      const bytes = Buffer.concat(answer.pieces);
      if (read === 'ends') clock.ends();
      return bytes;
    },
  });
  await card.insert();
}

function takeAway(): void {
  card?.remove();
  card = undefined;
  sam.setCard(undefined);
  reader.wipe();
}

async function insert(command: Extract<CardCommand, { cmd: 'insert' }>): Promise<void> {
  const asked = [command.card, command.person, command.kind].filter((item) => item !== undefined);
  if (asked.length !== 1) throw new Error('insert takes exactly one of card, person, kind');
  let blob: CardBlob | undefined;
  if (command.card !== undefined) blob = await issueCard(command.card);
  if (command.person !== undefined) blob = await issuePersonCard(command.person);
  if (laid !== undefined) {
    remove();
    await new Promise((resolve) => setTimeout(resolve, SWAP_MS));
  }
  laid = { kind: command.kind ?? 'id-card', blob, way: command.profile };
  if (pcscd.running) await present(laid);
}

function remove(): void {
  takeAway();
  if (laid?.blob !== undefined) wipeBlob(laid.blob);
  laid = undefined;
}

async function setReader(state: 'gone' | 'back', hard: boolean): Promise<void> {
  if (state === 'gone') {
    await Promise.all([pcscd.stop(hard), line.unplug()]);
    takeAway();
    sam.powerCycle();
  } else if (!pcscd.running) {
    await Promise.all([pcscd.start(), line.plug()]);
    if (laid !== undefined) await present(laid);
  }
}

function setFault(fault: ReaderFault): void {
  if (fault.fault === 'status') sam.applyFault(fault);
  else for (const faults of [pcscFaults, serialFaults]) faults.set(fault);
  if (fault.fault === 'none') sam.clearFaults();
}

function behave(behaviour: SamBehaviour): void {
  sam.behave(behaviour);
  line.behave(behaviour);
}

function state(): CardSimulatorState {
  return {
    reader: pcscd.running ? 'ready' : 'gone',
    card: laid?.kind ?? 'none',
    pcscd: pcscd.pid ?? null,
    lastReadWireMs: clock.lastReadMs,
    reads: clock.reads,
  };
}

async function run(command: CardCommand): Promise<void> {
  if (command.cmd === 'insert') await insert(command);
  else if (command.cmd === 'remove') remove();
  else if (command.cmd === 'reader') await setReader(command.state, command.hard);
  else if (command.cmd === 'fault') setFault(command.fault);
  else if (command.cmd === 'behave') behave(command.behaviour);
}

let turn: Promise<unknown> = Promise.resolve();

/** One command after the other, since each changes what lies on the reader. */
function inTurn(raw: unknown): Promise<CardSimulatorState> {
  const command = CardCommand.safeParse(raw);
  // The schema's own message could quote a card.
  if (!command.success)
    return Promise.reject(new Error(`not a command: ${command.error.issues[0]?.path.join('.') ?? ''}`));
  const mine = turn.then(() => run(command.data)).then(state);
  turn = mine.catch(() => undefined);
  return mine;
}

async function end(): Promise<never> {
  takeAway();
  await Promise.all([pcscd.stop(), line.unplug()]);
  process.exit(0);
}

process.on('disconnect', () => void end());
process.on('SIGTERM', () => void end());
process.on('SIGINT', () => undefined);
await Promise.all([pcscd.start(), line.plug()]);
await serveControl(socketPath, inTurn);
process.send?.('ready');
