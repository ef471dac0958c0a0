import { mkdtempSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveControl } from '../../../firmware-bridge/simulators/index.ts';
import { chunksOf, type FuzzTarget, rule, utf8 } from '../target.ts';

const MAX_ANSWER = 4096;
let socketPath: Promise<string> | undefined;

/** A control socket of this process that answers with the length of what it took. */
async function openSocket(): Promise<string> {
  const path = join(mkdtempSync(join(tmpdir(), 'fuzz-control-')), 'control.sock');
  await serveControl(path, async (command) => ({ took: JSON.stringify(command)?.length ?? 0 }));
  return path;
}

/** One connection on a real socket: it gets one line of JSON back, or none when it sent no whole line. */
export const controlLines: FuzzTarget = {
  name: 'control-lines',
  weight: 0.4,
  seeds: () =>
    [
      '{"cmd":"state"}\n',
      '{"cmd":"insert","person":"p001"}\n{"cmd":"remove"}\n',
      '{"cmd":"remove"}',
      '\n',
    ].map(utf8),
  dictionary: ['\n', '\r\n', '{', '"', '\u0000', '[[[[[[[['].map(utf8),
  async run(input, random) {
    socketPath ??= openSocket();
    const path = await socketPath;
    const answer = await new Promise<Buffer>((resolve, reject) => {
      const socket = createConnection({ path, allowHalfOpen: true });
      const parts: Buffer[] = [];
      let size = 0;
      socket.on('error', reject);
      socket.on('data', (part: Buffer) => {
        size += part.length;
        if (size <= MAX_ANSWER) parts.push(part);
      });
      socket.on('end', () => socket.destroy());
      socket.on('close', () => resolve(Buffer.concat(parts)));
      socket.on('connect', () => {
        for (const chunk of chunksOf(input, random).slice(0, 20)) socket.write(chunk);
        socket.end();
      });
    });
    const text = answer.toString('utf8');
    rule(text.length < MAX_ANSWER, 'the answer is short');
    rule(text === '' || text.indexOf('\n') === text.length - 1, 'the answer is one line');
    if (text !== '') JSON.parse(text);
  },
};
