import type { DoctorReport } from '../health/index.ts';

const PART_WIDTH = 9;
/** Below a part's own words. */
const INDENT = ' '.repeat('good  '.length + PART_WIDTH);
const TEXT_WIDTH = 84;

/** A doctor's report for a technician's terminal: a line a part, and below a bad one its cause and what to do. */
export function doctorLines(report: DoctorReport): string[] {
  const bad = report.findings.filter(({ state }) => state === 'bad');
  return [
    `${report.device ?? 'no settings'}, ${report.at}${askedBy(report)}`,
    '',
    ...report.findings.flatMap(findingLines),
    ...searchLines(report),
    ...ladderLines(report),
    '',
    bad.length === 0 ? 'everything is good' : `to mend: ${bad.map(({ part }) => part).join(', ')}`,
  ];
}

function askedBy({ askedBy: by, ageMs, busy }: DoctorReport): string {
  if (by === null) return '';
  if (by === 'doctor') return '; devices asked directly';
  const visit = busy ? ', before the visit that is under way' : '';
  return `; devices asked by the running kiosk ${Math.round(ageMs / 1000)} s ago${visit}`;
}

function findingLines({
  part,
  state,
  code,
  detail,
  cause,
  remedy,
}: DoctorReport['findings'][number]): string[] {
  const words = [code ?? '', detail].filter((word) => word !== '').join('  ');
  const first = `${state === 'good' ? 'good' : 'BAD '}  ${part.padEnd(PART_WIDTH)}${words}`;
  return [first, ...below(cause), ...below(remedy === null ? null : `To do: ${remedy}`)];
}

function below(text: string | null): string[] {
  if (text === null) return [];
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > TEXT_WIDTH) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.map((line) => `${INDENT}${line}`);
}

/** Which profile would do, where the reader of the settings does not answer. */
function searchLines({ search }: DoctorReport): string[] {
  if (search === null) return [];
  const answered = search.find((finding) => finding.answered);
  return [
    '',
    'looked for a reader by every profile:',
    ...search.map(
      ({ profile, answered: answers, where, detail }) =>
        `  ${answers ? 'answers' : 'silent '}  ${profile.padEnd(24)}${[where, detail].filter(Boolean).join(': ')}`,
    ),
    answered === undefined
      ? '  no profile was answered'
      : `  to use it: kiosk config set reader.profile ${answered.profile}`,
  ];
}

function ladderLines({ ladders }: DoctorReport): string[] {
  if (ladders.length === 0) return [];
  return [
    '',
    'recovery   now             retry  flush  reopen  respawn',
    ...ladders.map(({ device, now, retry, flush, reopen, respawn }) =>
      [
        device.padEnd(10),
        now.padEnd(15),
        String(retry).padStart(5),
        String(flush).padStart(6),
        String(reopen).padStart(7),
        String(respawn).padStart(8),
      ].join(' '),
    ),
  ];
}
