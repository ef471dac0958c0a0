import type { Desk, OpenDesk } from './desk.ts';

/** Opens the desk, does the work, and closes it whatever came of it. */
export async function atDesk(openDesk: OpenDesk, work: (desk: Desk) => Promise<void>): Promise<void> {
  const desk = await openDesk();
  try {
    await work(desk);
  } finally {
    await desk.close();
  }
}

/** Says which files were written. */
export function tellFiles(files: readonly { readonly path: string; readonly sha256: string }[]): void {
  for (const { path, sha256 } of files) console.log(`${sha256}  ${path}`);
}
