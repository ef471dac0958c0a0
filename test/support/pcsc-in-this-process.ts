import type { TestReader } from './simulated-reader.ts';

/** Time for the binding to end its threads, in milliseconds. */
const THREADS_END_MS = 3000;

/** Has this process speak with the simulated reader's pcscd: libpcsclite keeps the first socket name that it is told. */
export function speakWithPcscOf(reader: TestReader): void {
  process.env.PCSCLITE_CSOCK_NAME = reader.env.PCSCLITE_CSOCK_NAME;
}

/**
 * Ends this process when the test is over. On a busy machine the binding gives up on its thread after 50 ms (its
 * `close`), and a thread that waits for pcscd keeps the process. A kiosk's bridge is ended by SIGKILL.
 */
export function leavePcsc(): void {
  setTimeout(() => process.exit(), THREADS_END_MS).unref();
}
