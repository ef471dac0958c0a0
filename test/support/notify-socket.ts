import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from './eventually.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The socket on which systemd would hear its services. */
export interface NotifySocket {
  /** Value for NOTIFY_SOCKET. */
  readonly path: string;
  /** All words so far, a datagram or more a piece. */
  heard(): string;
  close(): void;
}

/** Listens as systemd does, on a real datagram socket. */
export async function openNotifySocket(): Promise<NotifySocket> {
  const path = join(temporaryFolder(), 'notify');
  const listener = spawn('socat', ['-u', `UNIX-RECV:${path}`, 'STDOUT'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let heard = '';
  listener.stdout.setEncoding('utf8').on('data', (text: string) => {
    heard += text;
  });
  try {
    await eventually('the socket', () => existsSync(path));
  } catch (error) {
    listener.kill('SIGKILL');
    throw error;
  }
  return { path, heard: () => heard, close: () => listener.kill('SIGKILL') };
}
