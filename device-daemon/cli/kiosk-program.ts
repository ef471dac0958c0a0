import { Command } from 'commander';
import { softwareVersion } from '../../config/index.ts';

type Register = (program: Command) => void;

/** Every command group and the module that registers it under this name. */
const GROUPS: Readonly<Record<string, () => Promise<Register>>> = {
  run: async () => (await import('./run.ts')).registerRun,
  doctor: async () => (await import('./doctor.ts')).registerDoctor,
  config: async () => (await import('./config.ts')).registerConfig,
  roster: async () => (await import('./roster.ts')).registerRoster,
  enrol: async () => (await import('./enrol.ts')).registerEnrol,
  log: async () => (await import('./log.ts')).registerLog,
  inbox: async () => (await import('./inbox.ts')).registerInbox,
  card: async () => (await import('./card.ts')).registerCard,
  print: async () => (await import('./print.ts')).registerPrint,
  board: async () => (await import('./board.ts')).registerBoard,
  face: async () => (await import('./face.ts')).registerFace,
  sim: async () => (await import('./sim.ts')).registerSim,
};

/**
 * The `kiosk` program: parses `argv` (as process.argv) and does what it asks. Only the group that is asked for is
 * loaded, so that every command starts quickly.
 */
export async function runKioskProgram(argv: readonly string[]): Promise<void> {
  const program = new Command('kiosk')
    .description('Self-service annual confirmation kiosk: run it, test it, set it')
    .version(softwareVersion());

  const asked = GROUPS[argv[2] ?? ''];
  const wanted = asked === undefined ? Object.values(GROUPS) : [asked];
  for (const load of wanted) (await load())(program);
  await program.parseAsync(argv);
}
