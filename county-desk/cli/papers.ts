import type { Command } from 'commander';
import { registerApprove } from './approve.ts';
import { registerDraw } from './draw.ts';
import { registerExchange } from './exchange.ts';
import { registerList } from './list.ts';
import type { AtPaperDesk } from './paper-desk.ts';
import { registerReport } from './report.ts';
import { registerStep } from './step.ts';

/** The commands about persons and papers: lists, steps, reports, approvals, spot checks, exchange. */
export function registerPapers(program: Command, at: AtPaperDesk): void {
  registerList(program, at);
  registerStep(program, at);
  registerReport(program, at);
  registerApprove(program, at);
  registerDraw(program, at);
  registerExchange(program, at);
}
