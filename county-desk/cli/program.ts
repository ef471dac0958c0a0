import { Command } from 'commander';
import { registerAccount } from './account.ts';
import { registerAlarms } from './alarms.ts';
import { registerEnrolment } from './enrolment.ts';
import { registerFigures } from './figures.ts';
import { registerLine } from './line.ts';
import { atPaperDesk } from './paper-desk.ts';
import { registerPapers } from './papers.ts';
import { registerPerson } from './person.ts';
import { registerPull } from './pull.ts';
import { registerRebuild } from './rebuild.ts';
import { registerRoster } from './roster.ts';
import { registerServe } from './serve.ts';
import { registerVerify } from './verify.ts';

/** The `county` program: what the county does with keys, devices, rosters and logs. */
export function countyProgram(): Command {
  const program = new Command('county').description("the county's tool");
  registerEnrolment(program);
  registerLine(program);
  registerAlarms(program);
  registerPull(program);
  registerRoster(program);
  registerAccount(program);
  registerServe(program);
  registerVerify(program);
  registerFigures(program);
  registerPerson(program);
  registerRebuild(program);
  registerPapers(program, atPaperDesk(program));
  return program;
}
