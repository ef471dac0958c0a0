import { madeUpPeople } from '../../config/index.ts';
import { ROSTER_CSV_HEADER, type RosterRow } from '../../domain/index.ts';

const quoted = (value: string): string => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

function line(row: RosterRow): string {
  const fields = [
    row.idNumber,
    row.name,
    row.phone,
    row.address,
    row.township,
    row.village,
    row.benefitType,
    row.status,
  ];
  return fields.map(quoted).join(',');
}

/** The made-up people as the CSV that a county packs; those not on the roster are left out. */
export function madeUpRosterCsv(): string {
  const rows = madeUpPeople().flatMap((person) => (person.roster === null ? [] : [line(person.roster)]));
  return `${[ROSTER_CSV_HEADER, ...rows].join('\n')}\n`;
}
