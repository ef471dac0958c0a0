import { createServer, type Server, type Socket } from 'node:net';
import type { Peer, PrinterPort } from './peer.ts';

/** Connections a printer's network card holds; further ones are refused. */
const MAX_CONNECTIONS = 4;

/** Listens on 127.0.0.1 as a printer does on port 9100; port 0 takes any free one. Gives the port. */
export function serveTcp(port: number, printer: PrinterPort): Promise<number> {
  const server = createServer((socket) => serveConnection(socket, printer));
  server.maxConnections = MAX_CONNECTIONS;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(portOf(server)));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the printer listens on no port');
  return address.port;
}

function serveConnection(socket: Socket, printer: PrinterPort): void {
  const peer: Peer = {
    write: (bytes) => {
      if (socket.writable) socket.write(bytes);
    },
    drop: () => void socket.resetAndDestroy(),
    endsWithPower: true,
  };
  socket.on('error', () => socket.destroy());
  const hear = printer.connected(peer);
  if (hear === undefined) {
    socket.resetAndDestroy();
    return;
  }
  socket.on('data', hear);
  socket.once('close', () => printer.disconnected(peer));
}
