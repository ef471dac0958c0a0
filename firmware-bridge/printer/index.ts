export { type Bitmap, blacken, blank, isBlack } from './bitmap.ts';
export { encodeReceipt } from './encode.ts';
export { openPrinter, type Printer } from './printer.ts';
export { gb18030, inRepertoire } from './repertoire.ts';
export { openSlipFont, type SlipFont } from './slip-font.ts';
