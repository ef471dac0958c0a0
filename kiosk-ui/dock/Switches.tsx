import { useEffect, useRef, useState } from 'preact/hooks';
import type { DockState } from './api.ts';
import type { Tell } from './CardPanel.tsx';
import { Label } from './Label.tsx';

const PRINTER = ['ok', 'paper-low', 'paper-out', 'cover-open', 'cutter-error', 'offline'] as const;
const CAMERA = ['on', 'cut'] as const;

/** Faults of reader, printer and camera. */
export function Switches({ state, tell }: { state: DockState | undefined; tell: Tell }) {
  const [camera, setCamera] = useState<(typeof CAMERA)[number]>('on');
  const channel = useRef<BroadcastChannel | undefined>(undefined);
  useEffect(() => {
    channel.current = new BroadcastChannel('youfu-dock');
    return () => channel.current?.close();
  }, []);
  const reader = state?.reader === 'gone' ? 'gone' : 'back';
  return (
    <section class="switches">
      <fieldset>
        <h2>
          <Label of="reader" />
        </h2>
        {(['back', 'gone'] as const).map((name) => (
          <button
            key={name}
            type="button"
            data-act={`reader-${name}`}
            aria-pressed={reader === name}
            onClick={() => void tell('reader', { state: name })}
          >
            <Label of={name} />
          </button>
        ))}
      </fieldset>
      <fieldset>
        <h2>
          <Label of="camera" />
        </h2>
        {CAMERA.map((name) => (
          <button
            key={name}
            type="button"
            data-act={`camera-${name}`}
            aria-pressed={camera === name}
            onClick={() => {
              setCamera(name);
              channel.current?.postMessage({ camera: name });
            }}
          >
            <Label of={name} />
          </button>
        ))}
      </fieldset>
      <fieldset>
        <h2>
          <Label of="printer" />
        </h2>
        {PRINTER.map((name) => (
          <button
            key={name}
            type="button"
            data-act={`printer-${name}`}
            aria-pressed={state?.printer === name || (name === 'ok' && state?.printer === 'ready')}
            onClick={() => void tell('printer', { state: name })}
          >
            <Label of={name} />
          </button>
        ))}
      </fieldset>
    </section>
  );
}
