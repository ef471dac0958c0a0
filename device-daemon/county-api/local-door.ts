import { existsSync, mkdirSync, rmSync } from 'node:fs';
import type { Server as HttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';

/**
 * A socket in the data folder, for the technician's commands on this device: what comes from a stick goes the same
 * way as what comes over the line. The folder belongs to the kiosk's user alone.
 */
export function localDoorPath(dataFolder: string): string {
  return join(dataFolder, 'run', 'county.sock');
}

/** Commands at once: one technician's. */
const MOST = 2;

/** The connections of this machine's own programs. */
export class LocalDoor {
  readonly #server: Server;
  readonly #open = new Set<Socket>();

  private constructor(http: HttpServer) {
    this.#server = createServer((socket) => {
      socket.on('error', () => undefined);
      if (this.#open.size >= MOST) {
        socket.destroy();
        return;
      }
      this.#open.add(socket);
      socket.once('close', () => this.#open.delete(socket));
      http.emit('connection', socket);
    });
  }

  static async open(dataFolder: string, http: HttpServer): Promise<LocalDoor> {
    const path = localDoorPath(dataFolder);
    mkdirSync(join(dataFolder, 'run'), { recursive: true, mode: 0o700 });
    // Left by a daemon that was killed; the ledger's lock says that there is no other one.
    if (existsSync(path)) rmSync(path);
    const door = new LocalDoor(http);
    await new Promise<void>((resolve, reject) => {
      door.#server.once('error', reject);
      door.#server.listen(path, resolve);
    });
    return door;
  }

  isOwn(socket: Socket): boolean {
    return this.#open.has(socket);
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#open) socket.destroy();
    await closed;
  }
}
