import type { ListName, Named, Naming } from '../lists/index.ts';
import { dayOnPaper, footOf, issuerOf, type PaperContext, todayOf } from './context.ts';
import { listTable } from './list-table.ts';
import type { Block, Paper } from './paper.ts';

/** Lists that say in a sentence what they are not. */
const WITH_NOTICE: readonly ListName[] = ['deaths', 'hits', 'home-visits'];

/** A working list for officers: never public, not sealed. */
export function listPaper(
  context: PaperContext,
  name: ListName,
  named: readonly Named[],
  naming: Naming,
  scope: string | null,
): Paper {
  const { say, asOf } = context;
  const title = say(`list.${name}`);
  const blocks: Block[] = [
    ...(WITH_NOTICE.includes(name) ? [{ kind: 'paragraph', text: say(`list.${name}-notice`) } as const] : []),
    listTable(context, title, named, naming),
    { kind: 'paragraph', text: say('list.count', { count: named.length }) },
  ];
  return {
    slug: `list-${name}`,
    style: 'form',
    orientation: 'landscape',
    issuer: issuerOf(context),
    number: null,
    title,
    mark: say('paper.internal'),
    blocks,
    closing: {
      issuer: issuerOf(context),
      date: dayOnPaper(say, todayOf(context)),
      seal: false,
      signatures: [say('sign.prepared'), say('sign.checked')],
    },
    asOf,
    foot: footOf(context, scope === null ? [] : [say('paper.scope', { scope })]),
  };
}
