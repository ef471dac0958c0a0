import { render } from 'preact-render-to-string';
import type { Say } from '../../config/index.ts';
import type { Block, Closing, Paper, Table } from './paper.ts';
import { PAPER_STYLE, pageStyle } from './paper-style.ts';

/** Tables of so few columns are set large on a notice, and of so many in small print. */
const FEW_COLUMNS = 4;
const MANY_COLUMNS = 10;
/** Tables of so few rows are not broken between pages. */
const WHOLE_ROWS = 12;

/** A paper as one HTML document that needs nothing else: no script, no picture, no address. */
export function paperHtml(paper: Paper, say: Say): string {
  const [before = '', between = '', after = ''] = say('paper.page', { page: '\n', pages: '\n' }).split('\n');
  const page = pageStyle(paper.style, paper.orientation, paper.foot.join('　'), { before, between, after });
  return `<!DOCTYPE html>\n${render(<Document paper={paper} style={`${PAPER_STYLE}${page}`} say={say} />)}\n`;
}

function Document({ paper, style, say }: { paper: Paper; style: string; say: Say }) {
  const last = paper.blocks.at(-1);
  const keeps = last !== undefined && last.kind !== 'table';
  const before = keeps ? paper.blocks.slice(0, -1) : paper.blocks;
  const kept = keeps ? paper.blocks.slice(-1) : [];
  return (
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>{paper.title.replaceAll('\n', '')}</title>
        {/* The style is this room's own text; what comes from data is escaped in pageStyle. */}
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body class={paper.style}>
        {paper.mark !== null && <div class="mark">{paper.mark}</div>}
        {paper.style === 'red-head' && (
          <div class="head">
            <div class="issuer">{paper.issuer}</div>
            {paper.number !== null && <div class="number">{paper.number}</div>}
          </div>
        )}
        <h1>{paper.title}</h1>
        {before.map((block) => (
          <BlockOf block={block} say={say} />
        ))}
        {/* No page holds a seal alone (GB/T 9704-2012, 7.3.5): the last paragraph stays with it. */}
        <div class="last">
          {kept.map((block) => (
            <BlockOf block={block} say={say} />
          ))}
          <ClosingOf closing={paper.closing} say={say} />
        </div>
      </body>
    </html>
  );
}

function BlockOf({ block, say }: { block: Block; say: Say }) {
  switch (block.kind) {
    case 'paragraph':
      return <p>{block.text}</p>;
    case 'addressee':
      return <p class="addressee">{block.text}</p>;
    case 'heading':
      return block.level === 1 ? <h2>{block.text}</h2> : <h3>{block.text}</h3>;
    case 'ruled':
      return (
        <div class="ruled">
          {Array.from({ length: block.lines }, () => (
            <div />
          ))}
        </div>
      );
    case 'table':
      return <TableOf table={block} say={say} />;
  }
}

function TableOf({ table, say }: { table: Table; say: Say }) {
  const { columns, rows, total } = table;
  const whole = columns.reduce((sum, { width }) => sum + width, 0);
  return (
    <table class={tableClass(table)}>
      <colgroup>
        {columns.map(({ width }) => (
          <col style={`width:${((100 * width) / whole).toFixed(3)}%`} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map(({ label }) => (
            <th>{label}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.length === 0 && (
          <tr>
            <td class="none" colSpan={columns.length}>
              {say('paper.empty')}
            </td>
          </tr>
        )}
        {rows.map((row) => (
          <tr>
            {row.map((cell, i) => (
              <td class={columns[i]?.align}>{cell}</td>
            ))}
          </tr>
        ))}
        {total !== undefined && (
          <tr class="total">
            {total.map((cell, i) => (
              <td class={columns[i]?.align}>{cell}</td>
            ))}
          </tr>
        )}
      </tbody>
    </table>
  );
}

function tableClass({ columns, rows }: Table): string {
  return [
    ...(columns.length <= FEW_COLUMNS ? ['few'] : []),
    ...(columns.length >= MANY_COLUMNS ? ['many'] : []),
    ...(rows.length <= WHOLE_ROWS ? ['whole'] : []),
  ].join(' ');
}

function ClosingOf({ closing, say }: { closing: Closing; say: Say }) {
  const { issuer, date, seal, signatures } = closing;
  return (
    <div class="closing">
      {signatures.length > 0 && (
        <div class="signatures">
          {signatures.map((label) => (
            <div>{label}</div>
          ))}
        </div>
      )}
      <div class="issued">
        {seal && <div class="seal">{say('paper.seal')}</div>}
        <div class="by">{issuer}</div>
        <div class="on">{date}</div>
      </div>
    </div>
  );
}
