import { createCanvas } from '@napi-rs/canvas';
import iconv from 'iconv-lite';
import type { PrinterProfile } from '../../../config/index.ts';
import { type Bitmap, inRepertoire, isBlack } from '../../printer/index.ts';
import type { PaperCommand } from './paper-command.ts';
import { openRomFont, type RomFont } from './rom-font.ts';

/** Longest slip drawn, dots: 1.5 m. What comes after is lost, as on a torn roll. */
const MAX_DOTS = 12_000;
/** White beside the printable width, dots. */
const MARGIN = 32;
/** Vertical units an inch until GS P says otherwise: half a dot, as on many models. */
const HALF_DOT_UNITS = 406;
const HALF = 12;
const CELL = 24;

interface Glyph {
  readonly bitmap: Bitmap;
  readonly across: number;
  readonly down: number;
  readonly bold: boolean;
}

/** The paper and the state of the head: takes commands in order and turns into a picture. */
export class Paper {
  private readonly profile: PrinterProfile;
  private readonly font: RomFont;
  private readonly rows: Uint8Array;
  private y = 0;
  private line: Glyph[] = [];
  private align: 0 | 1 | 2 = 0;
  private bold = false;
  private across = 1;
  private down = 1;
  private units = HALF_DOT_UNITS;
  private spacing: number | undefined;

  /** Throws when the font files of the profile are absent. */
  constructor(profile: PrinterProfile) {
    this.profile = profile;
    this.font = openRomFont(profile);
    this.rows = new Uint8Array(profile.paperDots * MAX_DOTS);
  }

  /** Does what the command says, as far as it leaves something on the paper. */
  apply(command: PaperCommand): void {
    if (command.kind === 'init') this.init();
    else if (command.kind === 'character') this.put(command.code);
    else if (command.kind === 'line-feed') this.printLine();
    else if (command.kind === 'raster') this.printRaster(command.bitmap);
    else if (command.kind === 'align') this.align = command.to;
    else if (command.kind === 'emphasis') this.bold = command.on;
    else if (command.kind === 'size') {
      this.across = command.across;
      this.down = command.down;
    } else if (command.kind === 'motion-units') this.units = command.vertical || HALF_DOT_UNITS;
    else if (command.kind === 'line-spacing') this.spacing = command.units;
    else if (command.kind === 'feed-lines') this.feed(command.lines * this.lineDots());
    else if (command.kind === 'feed-units') this.feed(this.dots(command.units));
  }

  /** PNG of everything printed so far, with the white edges of the paper. */
  picture(): Buffer {
    const width = this.profile.paperDots + 2 * MARGIN;
    const height = Math.max(1, Math.min(this.y, MAX_DOTS)) + MARGIN;
    const canvas = createCanvas(width, height);
    const pen = canvas.getContext('2d');
    const image = pen.createImageData(width, height);
    image.data.fill(255);
    for (let y = 0; y < Math.min(this.y, MAX_DOTS); y += 1)
      for (let x = 0; x < this.profile.paperDots; x += 1)
        if (this.rows[y * this.profile.paperDots + x] === 1)
          image.data.fill(
            0,
            ((y + MARGIN / 2) * width + x + MARGIN) * 4,
            ((y + MARGIN / 2) * width + x + MARGIN) * 4 + 3,
          );
    pen.putImageData(image, 0, 0);
    return canvas.toBuffer('image/png');
  }

  private init(): void {
    this.line = [];
    this.align = 0;
    this.bold = false;
    this.across = 1;
    this.down = 1;
    this.units = HALF_DOT_UNITS;
    this.spacing = undefined;
  }

  private dots(units: number): number {
    return Math.round((units * this.profile.dotsPerInch) / this.units);
  }

  private lineDots(): number {
    return this.spacing === undefined ? Math.round(this.profile.dotsPerInch / 6) : this.dots(this.spacing);
  }

  private put(code: Buffer): void {
    const text = code.length === 1 && (code[0] ?? 0) >= 0x80 ? '' : iconv.decode(code, 'gb18030');
    const known = text !== '' && inRepertoire(text, this.profile.repertoire);
    const bitmap = this.font.glyph(known ? text : undefined, code.length === 1 ? HALF : CELL);
    const glyph = { bitmap, across: this.across, down: this.down, bold: this.bold };
    if (this.lineWidth() + bitmap.width * this.across > this.profile.paperDots) this.printLine();
    this.line.push(glyph);
  }

  private lineWidth(): number {
    return this.line.reduce((sum, { bitmap, across }) => sum + bitmap.width * across, 0);
  }

  private printLine(): void {
    const tallest = Math.max(0, ...this.line.map(({ down }) => CELL * down));
    const free = this.profile.paperDots - this.lineWidth();
    let x = this.align === 0 ? 0 : this.align === 1 ? Math.floor(free / 2) : free;
    for (const glyph of this.line) {
      this.stamp(glyph, x, this.y + tallest - CELL * glyph.down);
      x += glyph.bitmap.width * glyph.across;
    }
    this.line = [];
    this.feed(Math.max(tallest, this.lineDots()));
  }

  /** Emphasis prints each dot once more one dot to the right. */
  private stamp({ bitmap, across, down, bold }: Glyph, left: number, top: number): void {
    for (let y = 0; y < bitmap.height; y += 1)
      for (let x = 0; x < bitmap.width; x += 1)
        if (isBlack(bitmap, x, y))
          this.burn(left + x * across, top + y * down, across + (bold ? Math.max(1, across - 1) : 0), down);
  }

  private printRaster(bitmap: Bitmap): void {
    if (this.line.length > 0) this.printLine();
    const free = Math.max(0, this.profile.paperDots - bitmap.width);
    const left = this.align === 0 ? 0 : this.align === 1 ? Math.floor(free / 2) : free;
    for (let y = 0; y < bitmap.height; y += 1)
      for (let x = 0; x < bitmap.width; x += 1)
        if (isBlack(bitmap, x, y)) this.burn(left + x, this.y + y, 1, 1);
    this.feed(bitmap.height);
  }

  private burn(left: number, top: number, width: number, height: number): void {
    const right = Math.min(left + width, this.profile.paperDots);
    for (let y = top; y < Math.min(top + height, MAX_DOTS); y += 1)
      for (let x = left; x < right; x += 1) this.rows[y * this.profile.paperDots + x] = 1;
  }

  private feed(dots: number): void {
    if (this.line.length > 0) this.printLine();
    this.y = Math.min(MAX_DOTS, this.y + dots);
  }
}
