import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Runs a node script, kills it -9 `afterMs` milliseconds after its first output, and gives the whole lines it wrote.
 * Throws when it ends before it wrote anything.
 */
export async function killChild(script: string, args: readonly string[], afterMs: number): Promise<string[]> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  let said = '';
  try {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    await Promise.race([once(child.stdout, 'data'), closed]);
    if (said === '') throw new Error('the child ended before it said anything');
    await new Promise((resolve) => setTimeout(resolve, afterMs));
  } finally {
    child.kill('SIGKILL');
  }
  await closed;
  return said.split('\n').slice(0, -1);
}
