import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CoachHint, type Picture } from '../../domain/index.ts';
import { type Actor, FRAME } from '../fixtures/face/index.ts';

/** Pictures a second that Chromium reads from the file, and that are drawn for it. */
const READ_RATE = 15;
const DRAWN_EVERY_MS = 70;

const HEAD = Buffer.from(
  `YUV4MPEG2 W${FRAME.width} H${FRAME.height} F${READ_RATE}:1 Ip A1:1 C420jpeg\nFRAME\n`,
);
const PIXELS = FRAME.width * FRAME.height;

/**
 * A camera for Chromium (`--use-file-for-fake-video-capture`) whose picture answers what stands on the screen. Chromium
 * plays a Y4M file by reading one frame after the other from the disk and beginning anew at the end: this file holds
 * one frame, which is written over in place for as long as the camera runs.
 */
export class ReactiveCamera {
  /** The file that Chromium reads, in memory where the system has such a place. */
  readonly file: string;
  private readonly folder: string;
  private readonly descriptor: number;
  private readonly frame = Buffer.alloc((PIXELS * 3) / 2);
  private actor: Actor;
  private hint: CoachHint = 'look-here';
  private sinceMs = performance.now();
  private readonly timer: NodeJS.Timeout;

  constructor(actor: Actor) {
    this.actor = actor;
    this.folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'camera-'));
    this.file = join(this.folder, 'camera.y4m');
    writeFileSync(this.file, Buffer.concat([HEAD, this.frame]));
    this.descriptor = openSync(this.file, 'r+');
    this.draw();
    this.timer = setInterval(() => this.draw(), DRAWN_EVERY_MS);
  }

  /** What the screen asks for now; anything that's no hint is passed over. */
  show(hint: string): void {
    const read = CoachHint.safeParse(hint);
    if (read.success) this.hint = read.data;
  }

  /** Somebody else stands before the camera from now on. */
  change(actor: Actor): void {
    this.actor = actor;
    this.hint = 'look-here';
    this.sinceMs = performance.now();
  }

  close(): void {
    clearInterval(this.timer);
    closeSync(this.descriptor);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private draw(): void {
    writeI420(this.actor.frameAt(performance.now() - this.sinceMs, this.hint), this.frame);
    writeSync(this.descriptor, this.frame, 0, this.frame.length, HEAD.length);
  }
}

/** RGBA as planes of brightness and, at half the size, of the two colour differences (BT.601, 16..235). */
function writeI420({ pixels }: Picture, target: Buffer): void {
  const { width, height } = FRAME;
  for (let y = 0, at = 0, from = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++, from += 4)
      target[at] =
        (1081344 +
          16829 * (pixels[from] ?? 0) +
          33039 * (pixels[from + 1] ?? 0) +
          6416 * (pixels[from + 2] ?? 0)) >>
        16;
  let [blue, red] = [PIXELS, PIXELS + PIXELS / 4];
  for (let y = 0; y < height; y += 2)
    for (let x = 0; x < width; x += 2) {
      const from = (y * width + x) * 4;
      const [r, g, b] = [pixels[from] ?? 0, pixels[from + 1] ?? 0, pixels[from + 2] ?? 0];
      target[blue++] = 128 + ((-9714 * r - 19070 * g + 28784 * b) >> 16);
      target[red++] = 128 + ((28784 * r - 24103 * g - 4681 * b) >> 16);
    }
}
