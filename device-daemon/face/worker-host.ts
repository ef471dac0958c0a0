import { Worker } from 'node:worker_threads';
import { forbidTelemetry } from '../../config/index.ts';
import { FromWorker, type ToWorker, type WorkerStart } from './worker-messages.ts';

/** Called with what the worker says, what ended it, and when it's gone. */
export interface HostEvents {
  readonly said: (message: FromWorker) => void;
  /** Name of the error's class only: its message could hold what it was about. */
  readonly failed: (errorClass: string) => void;
  readonly died: () => void;
}

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 10_000;

/** Keeps one worker thread running: when it dies another is started, after a pause that grows with each death. */
export class WorkerHost {
  private readonly start: WorkerStart;
  private readonly events: HostEvents;
  private worker: Worker | undefined;
  private timer: NodeJS.Timeout | undefined;
  private deaths = 0;
  private stopped = false;

  constructor(start: WorkerStart, events: HostEvents) {
    this.start = start;
    this.events = events;
    forbidTelemetry();
    this.spawn();
  }

  get running(): boolean {
    return this.worker !== undefined;
  }

  /** Sends to the worker; false when there's none. */
  send(message: ToWorker): boolean {
    this.worker?.postMessage(message);
    return this.worker !== undefined;
  }

  /** The worker proved itself: the next death is again the first. */
  proven(): void {
    this.deaths = 0;
  }

  /** Ends the thread at once, as a crash would; another is started. */
  async kill(): Promise<void> {
    await this.worker?.terminate();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.worker?.terminate();
  }

  private spawn(): void {
    const worker = new Worker(new URL('./worker.js', import.meta.url), {
      workerData: this.start,
      name: 'face',
    });
    this.worker = worker;
    worker.on('message', (raw: unknown) => {
      const message = FromWorker.safeParse(raw);
      if (message.success) this.events.said(message.data);
      // A thread that says what nobody understands has lost its mind, and the daemon must not go with it.
      else void worker.terminate();
    });
    // An error is followed by the exit; without a listener it would end the daemon.
    worker.on('error', (error) => this.events.failed(error instanceof Error ? error.name : typeof error));
    worker.on('exit', () => {
      this.worker = undefined;
      this.events.died();
      if (this.stopped) return;
      const delay = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** this.deaths);
      this.deaths++;
      this.timer = setTimeout(() => this.spawn(), delay);
    });
  }
}
