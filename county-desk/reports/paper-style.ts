/**
 * The look of the county's papers on A4, after GB/T 9704-2012 (format of official documents): margins of 37, 26, 35 and
 * 28 mm, a red head with a red line, the title centred in size 2, text in size 3 with two characters of indent, the page
 * number between dashes. Song (Noto Serif CJK) stands for the faces that Debian has not. Forms and tables are set
 * tighter, with their head on every page.
 */
export const PAPER_STYLE = `
* { box-sizing: border-box; }
html { font-family: "Noto Serif CJK SC", "Noto Serif SC", serif; color: #000; font-size: 16pt; }
body { margin: 0; line-height: 28.9pt; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.form { font-size: 12pt; line-height: 1.6; }
.mark { font-family: "Noto Sans CJK SC", sans-serif; font-size: 12pt; line-height: 1.4; }
.head { margin: 4mm 0 0; padding: 0 0 5mm; border-bottom: 0.7mm solid #c8102e; text-align: center; }
.head .issuer { color: #c8102e; font-weight: 700; font-size: 34pt; line-height: 1.35; letter-spacing: 0.06em; }
.head .number { margin-top: 5mm; font-size: 16pt; line-height: 1.4; }
h1 { margin: 12mm 0 8mm; font-size: 22pt; line-height: 1.4; font-weight: 700; text-align: center; white-space: pre-line; }
.form h1 { margin: 3mm 0 5mm; font-size: 20pt; }
h2, h3 { margin: 0; font-size: 16pt; line-height: 28.9pt; break-after: avoid; }
h2 { font-family: "Noto Sans CJK SC", sans-serif; font-weight: 500; text-indent: 2em; }
h3 { font-weight: 700; text-indent: 2em; }
.form h2, .form h3 { margin: 4mm 0 1.5mm; font-size: 13pt; line-height: 1.5; text-indent: 0; }
p { margin: 0; text-indent: 2em; text-align: justify; orphans: 2; widows: 2; overflow-wrap: anywhere; }
p:has(+ table) { break-after: avoid; }
p.addressee { text-indent: 0; }
.form p { margin: 1mm 0 2mm; }
table { width: calc(100% - 0.6mm); margin: 2mm 0.3mm 4mm; border-collapse: collapse; table-layout: fixed; font-size: 10.5pt; line-height: 1.35; }
.red-head table { margin: 3mm 0.3mm 5mm; }
.red-head table.few { font-size: 15pt; line-height: 1.5; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { padding: 1.1mm 1mm; border: 0.25mm solid #222; vertical-align: middle; overflow-wrap: anywhere; }
table { border: 0.5mm solid #222; }
th { font-family: "Noto Sans CJK SC", sans-serif; font-weight: 500; text-align: center; background: #f1efe9; white-space: pre-line; }
table.whole { break-inside: avoid; }
table.many { font-size: 9pt; }
table.many th { font-size: 8.5pt; }
table.many th, table.many td { padding: 1mm 0.7mm; }
td.left { text-align: left; }
td.center { text-align: center; }
td.code { text-align: center; white-space: nowrap; font-family: "Noto Sans CJK SC", sans-serif; font-size: 0.92em; }
td.right { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
tr.total td { font-weight: 700; border-top: 0.5mm solid #222; }
td.none { text-align: center; color: #333; }
.ruled { margin: 1mm 0 3mm; break-inside: avoid; }
.ruled div { height: 9mm; border-bottom: 0.2mm solid #666; }
.last { break-inside: avoid; }
.closing { margin-top: 10mm; }
.form .closing { display: flex; gap: 8mm; align-items: flex-end; margin-top: 5mm; }
.form .signatures { flex: 1; margin: 0; }
.form .signatures div { height: 30mm; }
.signatures { display: flex; gap: 5mm; margin: 0 0 6mm; }
.signatures div { flex: 1; height: 22mm; padding: 1.5mm 2mm; border: 0.25mm solid #222; font-size: 11pt; line-height: 1.4; }
.issued { position: relative; margin-left: auto; width: 92mm; min-height: 44mm; padding-top: 8mm; text-align: center; }
.form .issued { width: 74mm; font-size: 12pt; }
.issued .seal { position: absolute; top: 0; left: 50%; width: 42mm; height: 42mm; margin-left: -21mm; padding-top: 31mm;
  border: 0.25mm dashed #b9b9b9; border-radius: 50%; color: #8a8a8a; font-size: 9pt; line-height: 1.2; }
.issued .by, .issued .on { position: relative; white-space: nowrap; }
`;

/** Page rules: margins, and at the foot of each page its number and the paper's instant and parameters. */
export function pageStyle(
  style: 'red-head' | 'form',
  orientation: 'portrait' | 'landscape',
  foot: string,
  page: { readonly before: string; readonly between: string; readonly after: string },
): string {
  const margin = style === 'red-head' ? '30mm 26mm 32mm 28mm' : '16mm 15mm 20mm 15mm';
  const small = `font-family: "Noto Sans CJK SC", sans-serif; font-size: ${style === 'red-head' ? 7 : 8}pt; color: #444;`;
  const number =
    style === 'red-head'
      ? '"— " counter(page) " —"'
      : `${quoted(page.before)} counter(page) ${quoted(page.between)} counter(pages) ${quoted(page.after)}`;
  return `
@page {
  size: A4 ${orientation};
  margin: ${margin};
  @bottom-left { content: ${quoted(foot)}; ${small} width: 84%; vertical-align: top; padding-top: 4mm; }
  @bottom-right { content: ${number}; font-family: "Noto Serif CJK SC", serif;
    font-size: ${style === 'red-head' ? '14pt' : '9pt'}; vertical-align: top; padding-top: 3mm; white-space: nowrap; }
}
`;
}

/** A CSS string. */
function quoted(text: string): string {
  return `"${text.replaceAll(/[\\"<>\n\r]/g, (character) => `\\${character.codePointAt(0)?.toString(16)} `)}"`;
}
