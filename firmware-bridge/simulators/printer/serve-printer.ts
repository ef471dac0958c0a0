import { createServer, type Server, type Socket } from 'node:net';
import type { PrinterFault } from './control-commands.ts';
import type { Mechanism } from './mechanism.ts';
import { RealTimeScanner } from './real-time.ts';

/** Connections a printer's network card holds; further ones are refused. */
const MAX_CONNECTIONS = 4;

/** What of the printer the network side needs. */
export interface Wire {
  readonly mechanism: Mechanism;
  /** The fault in force. */
  fault(): PrinterFault;
  /** Counts a received byte run down; true when the connection must break after `n` of these bytes. */
  breaksAfter(length: number): number | undefined;
  /** The connection whose bytes are worked off: the one that gets the answers in order. */
  setSpeaker(socket: Socket): void;
}

/** Listens on 127.0.0.1 as a printer does on port 9100; port 0 takes any free one. */
export function servePrinter(port: number, wire: Wire): Promise<Server> {
  const server = createServer((socket) => serveConnection(socket, wire));
  server.maxConnections = MAX_CONNECTIONS;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function serveConnection(socket: Socket, wire: Wire): void {
  const scanner = new RealTimeScanner();
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    const breaksAfter = wire.breaksAfter(chunk.length);
    const bytes = breaksAfter === undefined ? chunk : chunk.subarray(0, breaksAfter);
    wire.setSpeaker(socket);
    let from = 0;
    for (const { command, end } of scanner.push(bytes)) {
      wire.mechanism.receive(bytes.subarray(from, end));
      from = end;
      if (command.kind === 'status') answerStatus(socket, wire, command.of);
      else {
        wire.mechanism.clear();
        socket.write(Buffer.from([0x37, 0x25, 0x00]));
      }
    }
    wire.mechanism.receive(bytes.subarray(from));
    if (breaksAfter !== undefined) socket.resetAndDestroy();
  });
}

function answerStatus(socket: Socket, wire: Wire, of: 1 | 2 | 3 | 4): void {
  const fault = wire.fault();
  if (fault.kind === 'silent') return;
  if (fault.kind === 'garbage-status') socket.write(Buffer.from(fault.hex, 'hex'));
  else socket.write(Buffer.from([wire.mechanism.realTimeStatus(of)]));
}
