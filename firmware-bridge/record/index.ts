export { type RecordedPort, Recorder } from './recorder.ts';
export * from './recording.ts';
