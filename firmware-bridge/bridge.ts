/**
 * The bridge process: owns card reader, printer and control board, speaks domain/bridge.ts with the daemon that
 * forked it, may be ended with SIGKILL at any moment. It writes nothing to its outputs but a crash's stack, and one
 * line about the recording of its ports that a technician asked for (KIOSK_RECORD).
 */
import { type BridgeOptions, bridgeOptions, loadPrinterProfile, loadReaderProfile } from '../config/index.ts';
import { type BridgeMessage, BridgeRequest, ok, type Result } from '../domain/index.ts';
import { openBoard } from './board/index.ts';
import { type CardReader, photoDecoder } from './card/index.ts';
import { findReader } from './find-reader.ts';
import { openPrinter, type Printer } from './printer/index.ts';
import { ReaderInUse } from './reader-in-use.ts';
import { startRecording, stopRecording } from './record/index.ts';
import { deviceLadders, printerOnLadder, readerOnLadder } from './recovery/index.ts';
import { BridgeRequests } from './requests.ts';
import { openCardReader } from './transports/index.ts';

/** A hung native call holds a lock that the event loop will want: this much time for the last reply, then the end. */
const LAST_WORDS_MS = 100;

/** The daemon gone, there is nobody to serve; a native thread must not keep the process. */
function endNow(): void {
  stopRecording();
  process.kill(process.pid, 'SIGKILL');
}

function send(message: BridgeMessage, done: () => void = () => undefined): void {
  if (process.connected) process.send?.(message, undefined, undefined, done);
}

/** The reader that the settings name, or why there is none; the bridge serves the printer all the same. */
function openReader(settings: BridgeOptions): Result<CardReader> {
  const profile = loadReaderProfile(settings.reader.profile);
  if (!profile.ok) return profile;
  const opened = openCardReader({
    profile: profile.value,
    nameMatch: settings.reader.nameMatch,
    path: settings.reader.path,
    decoder: photoDecoder(settings),
    recovery: ladders.reader,
    onStuck: readerStuck,
  });
  return opened.ok ? ok(readerOnLadder(opened.value, ladders.reader)) : opened;
}

/** No step of the ladder but the last helps against a native call that hangs. */
function readerStuck(): void {
  send({ kind: 'event', event: 'wants-respawn', device: 'reader', code: 'E-CARD-010' });
  setTimeout(endNow, LAST_WORDS_MS);
}

function openReceiptPrinter(settings: BridgeOptions['printer']): Result<Printer> {
  const loaded = loadPrinterProfile(settings.profile);
  return loaded.ok ? ok(printerOnLadder(openPrinter(settings, loaded.value), ladders.printer)) : loaded;
}

const options = bridgeOptions();
const recording = startRecording();
if (recording?.ok === true) console.error(`bridge: records its ports to ${recording.value}`);
else if (recording !== undefined)
  console.error(`bridge: no recording: ${recording.error.code} ${recording.error.detail ?? ''}`);
const ladders = deviceLadders((event) => send(event));
const inUse = new ReaderInUse(
  () => openReader(options),
  (event) => send(event),
);
const requests = new BridgeRequests({
  get reader() {
    return inUse.reader;
  },
  findReader: (everyPort) => inUse.letGoWhile(() => findReader({ options, everyPort, onStuck: readerStuck })),
  printer: openReceiptPrinter(options.printer),
  board: openBoard({
    path: options.board.path,
    recovery: ladders.board,
    onEvent: (happened) => send({ kind: 'event', event: 'board', happened }),
  }),
  options,
  ladders,
  onPrinter: (status) => send({ kind: 'event', event: 'printer', status }),
});

process.on('message', (raw) => {
  const request = BridgeRequest.safeParse(raw);
  if (!request.success) {
    const id = BridgeRequest.options[0].shape.id.safeParse(Reflect.get(Object(raw), 'id'));
    if (id.success) send({ kind: 'error', id: id.data, code: 'E-BRIDGE-003' });
    return;
  }
  void requests.answer(request.data).then((reply) => {
    send(reply, () => {
      if (reply.kind === 'value') requests.sent(reply.value);
    });
  });
});
process.on('disconnect', endNow);
// The daemon decides when the bridge ends; Ctrl-C in a terminal reaches the whole group.
process.on('SIGINT', () => undefined);
send({ kind: 'event', event: 'ready' });
