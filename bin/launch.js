import { existsSync } from 'node:fs';

/** Loads build/<room>/cli.js, which reads the arguments; says what to do when it was never built. */
export async function launch(room) {
  const program = new URL(`../build/${room}/cli.js`, import.meta.url);
  if (existsSync(program)) return await import(program.href);
  console.error('Not built yet. Run `npm start` (or `npm test`) once in this folder: it does all set-up.');
  process.exit(1);
}
