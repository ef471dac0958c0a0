import { SingleBar } from 'cli-progress';
import { readAuditWords } from '../../config/index.ts';
import { type KioskReport, reportLine } from '../pull/index.ts';

/** What an officer sees while kiosks are pulled. */
export interface PullProgress {
  report(report: KioskReport): void;
  end(): void;
}

/**
 * A bar on a terminal while each kiosk is pulled once, and the lines after it; else a line at once for each kiosk of
 * which there is something to say.
 */
export function pullProgress(kiosks: number, again: boolean): PullProgress {
  const words = readAuditWords();
  const say = (report: KioskReport, to: (line: string) => void): void => {
    const line = reportLine(report, words);
    if (line !== undefined) to(line);
  };
  if (again || !process.stderr.isTTY)
    return { report: (report) => say(report, console.log), end: () => undefined };
  const lines: string[] = [];
  const bar = new SingleBar({ format: '{bar} {value}/{total}  {eta_formatted}', stream: process.stderr });
  bar.start(kiosks, 0);
  return {
    report: (report) => {
      say(report, (line) => lines.push(line));
      bar.increment();
    },
    end: () => {
      bar.stop();
      for (const line of lines) console.log(line);
    },
  };
}
