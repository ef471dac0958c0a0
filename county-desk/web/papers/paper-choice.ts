import { z } from 'zod';
import { LIST_NAMES, type Naming } from '../../lists/index.ts';
import { Reason } from '../form.ts';

/** Reports besides the lists. */
export const REPORTS = [
  'friday',
  'summary',
  'township',
  'explanations',
  'hardship-paper',
  'home-visit-paper',
  'inventory',
] as const;
export type PaperName = (typeof REPORTS)[number] | `list-${(typeof LIST_NAMES)[number]}`;

/** Everything that can be printed at the desk. */
export const PAPERS: readonly PaperName[] = [
  ...REPORTS,
  ...LIST_NAMES.map((name): PaperName => `list-${name}`),
];

export const NAMINGS: readonly Naming[] = ['coded', 'masked', 'open'];
export const FILES = ['pdf', 'xlsx', 'csv'] as const;
export type FileKind = (typeof FILES)[number];

/** What an officer wants printed. A reason is needed as soon as a name is opened. */
export const PaperChoice = z
  .object({
    paper: z.string().transform((text, context): PaperName => {
      const found = PAPERS.find((name) => name === text);
      if (found !== undefined) return found;
      context.addIssue({ code: 'custom', message: 'no such paper' });
      return z.NEVER;
    }),
    township: z.string().max(60),
    naming: z.enum(['coded', 'masked', 'open']),
    file: z.enum(FILES),
    reason: z.union([z.literal(''), Reason]),
  })
  .refine(({ naming, reason }) => naming === 'coded' || reason !== '', { path: ['reason'] })
  .refine(({ paper, township }) => paper !== 'township' || township !== 'all', { path: ['township'] });
export type PaperChoice = z.infer<typeof PaperChoice>;
