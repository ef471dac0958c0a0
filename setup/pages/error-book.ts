import type { ErrorBookEntry } from '../../config/index.ts';

const RECOVERY: Readonly<Record<ErrorBookEntry['recovery'], string>> = {
  retry: 'the device tries again by itself',
  'ask-person': 'the person is asked to do something',
  staff: 'the visit goes on at the staff check',
  technician: 'the service goes on; a technician should look',
  'out-of-service': 'the device takes no visits until it is mended',
};

/** The error book as a page for technicians: one section an area, one entry a code, in order. */
export function errorBookPage(book: ReadonlyMap<string, ErrorBookEntry>): string {
  const lines = [
    '# Error book',
    '',
    'Generated from `config/errors/*.json` by `npm run pages`. Every expected error of the device has one code here.',
    '',
    'What happens after an error:',
    '',
    ...Object.entries(RECOVERY).map(([name, meaning]) => `- **${name}**: ${meaning}`),
  ];
  let area = '';
  for (const entry of [...book.values()].sort((a, b) => a.code.localeCompare(b.code, 'en'))) {
    const own = entry.code.split('-')[1] ?? '';
    if (own !== area) lines.push('', `## ${own}`);
    area = own;
    lines.push(
      '',
      `### ${entry.code}`,
      '',
      `- Cause: ${entry.cause}`,
      `- The person sees: ${entry.person ?? 'nothing of it'}`,
      `- The technician: ${entry.technician}`,
      `- Recovery: ${entry.recovery}`,
    );
  }
  return `${lines.join('\n')}\n`;
}
