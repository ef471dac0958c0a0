import { useEffect, useRef } from 'preact/hooks';
import type { Stroke } from '../../domain/index.ts';
import { useKiosk } from './kiosk.ts';

/** Bounds of the record (domain/record.ts): strokes of a signature, and points that a stroke keeps. */
const MOST_STROKES = 200;
const MOST_POINTS = 2_000;
const TENTHS_A_MM = 10;
const LINE_MM = 1.1;

interface SignaturePadProps {
  /** Called after each stroke with all strokes so far: x, y in 0.1 mm from the pad's corner, t in milliseconds. */
  readonly onStrokes: (strokes: Stroke[]) => void;
  readonly label: string;
}

/**
 * Where the person writes with a finger or a stylus: the one place where dragging is asked for.
 * A new `key` gives an empty pad; `onStrokes` must stay the same function while it stands.
 */
export function SignaturePad({ onStrokes, label }: SignaturePadProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { mm } = useKiosk();
  const pixelsPerMm = mm();

  useEffect(() => {
    const pad = canvas.current;
    const pen = pad?.getContext('2d');
    if (pad === null || pen === null || pen === undefined) return;
    const box = pad.getBoundingClientRect();
    pad.width = Math.round(box.width * devicePixelRatio);
    pad.height = Math.round(box.height * devicePixelRatio);
    pen.scale(devicePixelRatio, devicePixelRatio);
    pen.lineWidth = LINE_MM * pixelsPerMm;
    pen.lineCap = 'round';
    pen.lineJoin = 'round';
    pen.strokeStyle = getComputedStyle(pad).color;

    const strokes: Stroke[] = [];
    let current: Stroke | undefined;
    let began = 0;
    const point = (event: PointerEvent): Stroke[number] => {
      const tenths = (pixels: number) =>
        Math.max(0, Math.min(10_000, Math.round((pixels / pixelsPerMm) * TENTHS_A_MM)));
      if (began === 0) began = event.timeStamp;
      return [tenths(event.offsetX), tenths(event.offsetY), Math.max(0, Math.round(event.timeStamp - began))];
    };
    const down = (event: PointerEvent) => {
      if (!event.isPrimary || strokes.length >= MOST_STROKES) return;
      pad.setPointerCapture(event.pointerId);
      current = [point(event)];
      pen.beginPath();
      pen.moveTo(event.offsetX, event.offsetY);
      pen.lineTo(event.offsetX, event.offsetY);
      pen.stroke();
    };
    const move = (event: PointerEvent) => {
      if (current === undefined || current.length >= MOST_POINTS) return;
      current.push(point(event));
      pen.lineTo(event.offsetX, event.offsetY);
      pen.stroke();
    };
    const up = () => {
      if (current === undefined) return;
      strokes.push(current);
      current = undefined;
      onStrokes([...strokes]);
    };
    pad.addEventListener('pointerdown', down);
    pad.addEventListener('pointermove', move);
    pad.addEventListener('pointerup', up);
    pad.addEventListener('pointercancel', up);
    return () => {
      pad.removeEventListener('pointerdown', down);
      pad.removeEventListener('pointermove', move);
      pad.removeEventListener('pointerup', up);
      pad.removeEventListener('pointercancel', up);
      for (const stroke of strokes) stroke.length = 0;
      // Setting the width empties the bitmap.
      pad.width = 1;
    };
  }, [onStrokes, pixelsPerMm]);

  return <canvas ref={canvas} class="signature-pad" role="img" aria-label={label} />;
}
