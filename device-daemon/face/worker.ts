import { parentPort, workerData } from 'node:worker_threads';
import { FaceWorker } from './face-worker.ts';
import { type FromWorker, ToWorker, WorkerStart } from './worker-messages.ts';

/** Entry of the worker thread that holds the face networks. Messages are handled in order, one at a time. */
const port = parentPort;
if (port === null) throw new Error('worker.ts runs as a worker thread only');
const tell = (message: FromWorker): void => port.postMessage(message);
const begun = performance.now();
const loading = FaceWorker.start(WorkerStart.parse(workerData), tell);
loading.then(
  () => tell({ kind: 'ready', milliseconds: performance.now() - begun }),
  (error: unknown) => tell({ kind: 'unusable', detail: error instanceof Error ? error.message : 'unknown' }),
);

let tail: Promise<void> = Promise.resolve();
port.on('message', (raw: unknown) => {
  const message = ToWorker.parse(raw);
  // Without networks nothing is answered, the daemon knows. An error in `handle` is a broken invariant: the thread
  // ends and the daemon starts another.
  tail = tail.then(async () => (await loading.catch(() => undefined))?.handle(message));
});
