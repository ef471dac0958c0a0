import type { ExitSensor, PrinterProfile } from '../../config/index.ts';
import type { Connection } from './connection.ts';

/**
 * Waits until the slip that was cut is taken out of the printer's mouth: true when it is gone, false when it still
 * lies there after `takeWithinMs`, undefined when the sensor does not answer.
 */
export async function isTaken(
  connection: Connection,
  sensor: ExitSensor,
  wait: PrinterProfile['wait'],
): Promise<boolean | undefined> {
  const question = Buffer.from(sensor.question, 'hex');
  const until = performance.now() + sensor.takeWithinMs;
  for (;;) {
    const lies = await liesThere(connection, sensor, question, wait.statusMs);
    if (lies === undefined) return undefined;
    if (!lies) return true;
    const left = until - performance.now();
    if (left <= 0) return false;
    // An answer that nobody asked for only shortens the wait.
    await connection.next(Math.min(wait.pollMs, left));
  }
}

async function liesThere(
  connection: Connection,
  sensor: ExitSensor,
  question: Buffer,
  ms: number,
): Promise<boolean | undefined> {
  if (!(await connection.send(question, ms))) return undefined;
  const until = performance.now() + ms;
  for (;;) {
    const answer = await connection.next(Math.max(1, until - performance.now()));
    if (answer === 'closed' || answer === 'silence') return undefined;
    if (answer.kind === 'exit') return ((answer.bytes[sensor.byte] ?? 0) & sensor.mask) === sensor.present;
    if (performance.now() > until) return undefined;
  }
}
