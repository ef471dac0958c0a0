import { z } from 'zod';
import { BoardLights } from '../../domain/index.ts';

/** GET /dock/api/people */
export const People = z.array(z.object({ key: z.string(), name: z.string(), note: z.string() }));
export type Person = z.infer<typeof People>[number];

/** The simulated control board as it can be seen from outside. */
const DockBoard = z.object({
  line: z.enum(['gone', 'back']),
  hostAlive: z.boolean(),
  near: z.boolean(),
  doorOpen: z.boolean(),
  powerFailing: z.boolean(),
  lights: BoardLights,
  watchdogMs: z.number().int(),
  kioskHasPower: z.boolean(),
});
export type DockBoard = z.infer<typeof DockBoard>;

/** GET /dock/api/state */
export const DockState = z.object({
  reader: z.enum(['ready', 'gone']),
  card: z.string().nullable(),
  printer: z.string(),
  slips: z.number().int().nonnegative(),
  /** Null where it did not come up. */
  board: DockBoard.nullable(),
  operator: z.object({ id: z.string(), pin: z.string() }).nullable(),
});
export type DockState = z.infer<typeof DockState>;

/** What an order to the simulated hardware came to, in words for the visitor. */
export type Answer = { readonly done: true } | { readonly done: false; readonly why: string };

export async function getPeople(): Promise<Person[]> {
  const answer = await fetch('/dock/api/people');
  return answer.ok ? People.parse(await answer.json()) : [];
}

/** The state now, or undefined when the daemon is away. */
export async function getState(): Promise<DockState | undefined> {
  try {
    const answer = await fetch('/dock/api/state');
    return answer.ok ? DockState.parse(await answer.json()) : undefined;
  } catch {
    return undefined;
  }
}

/** Orders something of the simulated hardware, e.g. `order('reader', { state: 'gone' })`. */
export async function order(path: string, body: unknown): Promise<Answer> {
  try {
    const answer = await fetch(`/dock/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return answer.ok ? { done: true } : { done: false, why: (await answer.text()).slice(0, 200) };
  } catch {
    return { done: false, why: '' };
  }
}
