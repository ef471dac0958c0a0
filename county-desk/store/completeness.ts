import type { CountyStore } from './county-store.ts';

/** A kiosk of which the store holds another number of entries than its head says. */
export interface Incomplete {
  readonly kiosk: string;
  readonly size: number;
  readonly rows: number;
}

/** Compares the rows of every kiosk with its head; daily, and after each rebuild. Empty when all is there. */
export async function incompleteKiosks(store: CountyStore): Promise<Incomplete[]> {
  const incomplete: Incomplete[] = [];
  for (const { kiosk, size } of await store.heads()) {
    const rows = await store.entryCount(kiosk);
    if (rows !== size) incomplete.push({ kiosk, size, rows });
  }
  return incomplete;
}
