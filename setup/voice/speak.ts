import { spawnSync } from 'node:child_process';
import { renameSync } from 'node:fs';

/**
 * espeak-ng's plain `cmn` voice reads tone digits in English (version 1.51); the pinyin voice is right.
 * 145 words a minute come out as about 165 syllables of Chinese a minute.
 */
export const VOICE = { name: 'cmn-latn-pinyin', wordsPerMinute: 145, pitch: 42, kilobits: 24 } as const;

const LIMIT_MS = 20_000;

/** The programs that are not on this machine, of those that speech needs. */
export function missingPrograms(): string[] {
  return ['espeak-ng', 'opusenc'].filter((program) => spawnSync(program, ['--version']).error !== undefined);
}

/** Says `pinyin` into an Ogg Opus file. The file appears whole or not at all. Throws when a program fails. */
export function speak(pinyin: string, file: string): void {
  const { name, wordsPerMinute, pitch, kilobits } = VOICE;
  const wave = run(
    'espeak-ng',
    ['-v', name, '-s', `${wordsPerMinute}`, '-p', `${pitch}`, '--stdout'],
    pinyin,
  );
  const half = `${file}.half`;
  // A stream has no length yet, which espeak-ng writes as one that opusenc must not believe.
  run('opusenc', ['--quiet', '--ignorelength', '--bitrate', `${kilobits}`, '-', half], wave);
  renameSync(half, file);
}

function run(program: string, args: readonly string[], input: string | Buffer): Buffer {
  const done = spawnSync(program, args, { input, timeout: LIMIT_MS, maxBuffer: 32 * 1024 * 1024 });
  if (done.error !== undefined) throw done.error;
  if (done.status !== 0)
    throw new Error(`${program} ended with ${done.status}: ${done.stderr.toString('utf8')}`);
  return done.stdout;
}
