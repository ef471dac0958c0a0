/**
 * Forbids ONNX Runtime to count how it is used: left to itself it gives the machine an id, keeps a journal of its
 * sessions in the user's cache folder, and would send it to its maker. Read by the library when its first session is
 * made, so this comes before that and in the main thread: a worker's environment is a copy that no library sees.
 */
export function forbidTelemetry(): void {
  process.env.ORT_DISABLE_TELEMETRY = '1';
}
