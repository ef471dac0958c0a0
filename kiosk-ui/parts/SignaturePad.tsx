import { useEffect, useRef } from 'preact/hooks';
import { SIGNATURE_MAX_POINTS, SIGNATURE_MAX_STROKES, type Stroke } from '../../domain/index.ts';
import { useKiosk } from './kiosk.ts';

/** A pointer that rests gives many points on one spot: nearer than this, in 0.1 mm, they are one. */
const APART = 6;
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
    let points = 0;
    let began = 0;
    const point = (event: PointerEvent): Stroke[number] => {
      const tenths = (pixels: number) =>
        Math.max(0, Math.min(10_000, Math.round((pixels / pixelsPerMm) * TENTHS_A_MM)));
      if (began === 0) began = event.timeStamp;
      return [tenths(event.offsetX), tenths(event.offsetY), Math.max(0, Math.round(event.timeStamp - began))];
    };
    const down = (event: PointerEvent) => {
      if (!event.isPrimary || strokes.length >= SIGNATURE_MAX_STROKES || points >= SIGNATURE_MAX_POINTS)
        return;
      pad.setPointerCapture(event.pointerId);
      current = [point(event)];
      points += 1;
      pen.beginPath();
      pen.moveTo(event.offsetX, event.offsetY);
      pen.lineTo(event.offsetX, event.offsetY);
      pen.stroke();
    };
    const move = (event: PointerEvent) => {
      if (current === undefined || points >= SIGNATURE_MAX_POINTS) return;
      const next = point(event);
      const last = current.at(-1) ?? next;
      if (Math.hypot(next[0] - last[0], next[1] - last[1]) < APART) return;
      current.push(next);
      points += 1;
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
