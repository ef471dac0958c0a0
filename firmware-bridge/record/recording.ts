import type { Result } from '../../domain/index.ts';
import { type RecordedPort, Recorder } from './recorder.ts';
import type { Direction } from './shown-bytes.ts';

/** Environment variable that names a folder: then the bridge records its port traffic there, personal bytes blanked. */
export const RECORD_ENV = 'KIOSK_RECORD';

/** One for the process, as its ports are: a technician records a bridge, not a part of it. */
let recorder: Recorder | undefined;

/** Begins to record when a technician asked for it; undefined when not. E-BRIDGE-006 when it cannot be. */
export function startRecording(env: NodeJS.ProcessEnv = process.env): Result<string> | undefined {
  const folder = env[RECORD_ENV];
  if (folder === undefined || folder === '') return undefined;
  const opened = Recorder.open(folder);
  if (!opened.ok) return opened;
  recorder = opened.value;
  return { ok: true, value: opened.value.path };
}

/** Ends the recording, if there is one, and brings it to the disk. */
export function stopRecording(): void {
  recorder?.close();
  recorder = undefined;
}

/** Records what went over a port; nothing at all while nobody records. */
export function recordTraffic(port: RecordedPort, direction: Direction, bytes: Uint8Array): void {
  recorder?.note(port, direction, bytes);
}
