import { createRequire } from 'node:module';
import { z } from 'zod';

/** Tells systemd how the service is (sd_notify(3)). */
export interface ServiceNotify {
  /** How often systemd wants `WATCHDOG=1` at the least, in milliseconds; undefined where it wants none. */
  readonly watchdogMs: number | undefined;
  /** Assignments, one a line: `READY=1`, `WATCHDOG=1`, `STOPPING=1`, `STATUS=…`. Never throws, waits for nothing. */
  tell(...assignments: readonly string[]): void;
}

const Environment = z.object({
  NOTIFY_SOCKET: z.string().min(1).optional(),
  WATCHDOG_USEC: z.coerce.number().int().positive().optional(),
  WATCHDOG_PID: z.coerce.number().int().optional(),
});

/** The part of koffi that is used here. */
interface NotifyFunction {
  async(unsetEnvironment: number, state: string, done: (error: Error | null) => void): void;
}

/**
 * How this process tells systemd. Node has no datagrams over unix sockets, so libsystemd's own function is called
 * through koffi, on a thread, so that a socket that takes nothing holds up nobody. Started by anybody else than
 * systemd (no NOTIFY_SOCKET) it loads nothing and tells nobody.
 */
export function openServiceNotify(
  env: NodeJS.ProcessEnv,
  log: (line: { readonly [fact: string]: string }) => void,
): ServiceNotify {
  const asked = Environment.safeParse(env);
  if (!asked.success || asked.data.NOTIFY_SOCKET === undefined)
    return { watchdogMs: undefined, tell: () => undefined };
  const { WATCHDOG_USEC, WATCHDOG_PID } = asked.data;
  const forThis = WATCHDOG_PID === undefined || WATCHDOG_PID === process.pid;
  const send = notifyFunction(log);
  return {
    watchdogMs: WATCHDOG_USEC === undefined || !forThis ? undefined : WATCHDOG_USEC / 1000,
    tell: (...assignments) =>
      send?.async(0, assignments.join('\n'), (error) => {
        if (error !== null) log({ event: 'systemd-not-told' });
      }),
  };
}

function notifyFunction(
  log: (line: { readonly [fact: string]: string }) => void,
): NotifyFunction | undefined {
  try {
    // Loaded only where systemd listens: a kiosk elsewhere needs neither koffi nor libsystemd.
    const koffi: typeof import('koffi') = createRequire(import.meta.url)('koffi');
    return koffi.load('libsystemd.so.0').func('int sd_notify(int unset_environment, const char *state)');
  } catch (error) {
    log({ event: 'systemd-not-told', detail: error instanceof Error ? error.message : '' });
    return undefined;
  }
}
