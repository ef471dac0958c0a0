import { Command } from 'commander';
import { registerEnrolment } from './enrolment.ts';
import { registerLine } from './line.ts';
import { registerPull } from './pull.ts';
import { registerRoster } from './roster.ts';
import { registerVerify } from './verify.ts';

/** The `county` program: what the county does with keys, devices, rosters and logs. */
export function countyProgram(): Command {
  const program = new Command('county').description("the county's tool");
  registerEnrolment(program);
  registerLine(program);
  registerPull(program);
  registerRoster(program);
  registerVerify(program);
  return program;
}
