import { useEffect, useRef, useState } from 'preact/hooks';
import { Label } from './Label.tsx';

const LONG = 1920;
const SHORT = 1080;

/** The kiosk's page at the real pixels of a 21.5 inch panel, drawn smaller so that it fits. */
export function KioskWindow() {
  const place = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const [upright, setUpright] = useState(false);
  const width = upright ? SHORT : LONG;
  const height = upright ? LONG : SHORT;
  useEffect(() => {
    const fit = () => {
      const room = place.current?.getBoundingClientRect();
      if (room === undefined || frame.current === null) return;
      const scale = Math.min(room.width / width, room.height / height);
      frame.current.style.transform = `translate(-50%, -50%) scale(${scale})`;
    };
    fit();
    addEventListener('resize', fit);
    return () => removeEventListener('resize', fit);
  }, [width, height]);
  return (
    <section class="kiosk">
      <fieldset class="turn">
        <button
          type="button"
          data-act="key-landscape"
          aria-pressed={!upright}
          onClick={() => setUpright(false)}
        >
          <Label of="landscape" />
        </button>
        <button type="button" data-act="key-portrait" aria-pressed={upright} onClick={() => setUpright(true)}>
          <Label of="portrait" />
        </button>
      </fieldset>
      <div class="place" ref={place}>
        <iframe ref={frame} src="/" title="kiosk" width={width} height={height} allow="camera; autoplay" />
      </div>
    </section>
  );
}
