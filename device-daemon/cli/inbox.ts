import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { dataFolder } from '../../config/index.ts';
import { forgetStickFile, handOver, type StickFile, stickFiles } from '../county-api/index.ts';
import { fileOrEnd } from './end-with.ts';
import { explain } from './explain.ts';

/** `kiosk inbox …`: what the county sends on a stick. */
export function registerInbox(program: Command): void {
  const inbox = program.command('inbox').description('signed files of the county that came on a stick');
  inbox
    .command('take <folder>')
    .description(
      "hand the files in the stick's inbox/ to the kiosk that runs; exit code 1 when one is refused",
    )
    .action(async (folder: string) => {
      const files = fileOrEnd(program, folder, () => stickFiles(folder));
      if (files.length === 0) console.log('nothing in inbox/');
      for (const file of files) await take(program, file);
    });
}

async function take(program: Command, file: StickFile): Promise<void> {
  const bytes = fileOrEnd(program, file.path, () => readFileSync(file.path));
  const answer = await handOver(dataFolder(), file.kind, bytes);
  if (!answer.ok) {
    console.error(`refused: ${file.path}\n${explain(answer.error)}`);
    process.exitCode = 1;
    return;
  }
  console.log(`${answer.value.state}: ${file.path}`);
  forgetStickFile(file);
}
