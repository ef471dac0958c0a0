import type { Bitmap } from '../../printer/index.ts';

/** What a byte stream says, one step at a time, in either language. Dots and lines as in the command's reference. */
export type PaperCommand =
  | { readonly kind: 'init' | 'line-feed' | 'chinese-on' | 'chinese-off' | 'ignored' }
  /** One character: one byte, or two or four of GB 18030 while Chinese is on. */
  | { readonly kind: 'character'; readonly code: Buffer }
  | { readonly kind: 'align'; readonly to: 0 | 1 | 2 }
  | { readonly kind: 'emphasis'; readonly on: boolean }
  | { readonly kind: 'size'; readonly across: number; readonly down: number }
  | { readonly kind: 'motion-units'; readonly vertical: number }
  | { readonly kind: 'line-spacing'; readonly units: number | undefined }
  | { readonly kind: 'feed-lines'; readonly lines: number }
  | { readonly kind: 'feed-units'; readonly units: number }
  | { readonly kind: 'raster'; readonly bitmap: Bitmap }
  | { readonly kind: 'cut' }
  | { readonly kind: 'automatic'; readonly on: boolean }
  | { readonly kind: 'macro-mark' | 'macro-run' }
  /** Star: the counter goes on by one, or begins at 0; raster mode begins, ends, is set; another setting. */
  | { readonly kind: 'etb' | 'clear-counter' | 'raster-on' | 'raster-off' | 'raster-setting' | 'setting' }
  | { readonly kind: 'ask-paper' }
  | { readonly kind: 'ask-process-id'; readonly id: Buffer };

/** A command with the number of bytes it took. */
export interface Parsed {
  readonly command: PaperCommand;
  readonly length: number;
}
