import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { CameraRotation, ServerMessage } from '../domain/index.ts';
import { pressTactileKey, setPanel } from './a11y/index.ts';
import { obeyDock, setInfraredCamera } from './camera/index.ts';
import { type Connection, connect, freshProcessAfterVisit } from './connection/index.ts';
import { type Kiosk, KioskContext } from './parts/index.ts';
import { Connecting, Elsewhere, Show } from './screens/index.ts';
import { chime, repeat, say } from './voice/index.ts';

type Push = Extract<ServerMessage, { type: 'screen' }>;
type Shown = 'connecting' | 'elsewhere' | Push;

const DEFAULT_PIXELS_PER_MM = 4.03;

/** Holds the connection and shows what the daemon pushed last. It decides nothing. */
export function App() {
  const [shown, setShown] = useState<Shown>('connecting');
  const [simulated, setSimulated] = useState(false);
  const [cameraRotation, setCameraRotation] = useState<CameraRotation>(0);
  const [callOut, setCallOut] = useState(false);
  const connection = useRef<Connection | undefined>(undefined);
  const sequence = useRef(0);
  const askedForHelp = useRef(false);

  useEffect(() => {
    let pixelsPerMm = DEFAULT_PIXELS_PER_MM;
    const size = () => setPanel(pixelsPerMm);
    size();
    addEventListener('resize', size);
    const made = connect({
      hello(hello) {
        pixelsPerMm = hello.pixelsPerMm;
        size();
        setSimulated(hello.simulated);
        setCameraRotation(hello.cameraRotation ?? 0);
        setInfraredCamera(hello.infraredLabel);
      },
      screen(push) {
        sequence.current = push.sequence;
        askedForHelp.current = false;
        setCallOut(false);
        chime(push.chime);
        setShown(push);
      },
      key: pressTactileKey,
      invite() {
        // The screen may have changed while the word was on its way.
        if (document.querySelector('[data-screen="idle"]') !== null) repeat();
      },
      refused(refused) {
        // Where no staff path leads on, the person is told to call out: the button never does nothing.
        if (askedForHelp.current && refused.refusal === 'out-of-state') {
          setCallOut(true);
          say(['common.callStaff']);
        } else console.warn('refused', refused.refusal, refused.detail);
      },
      away: () => setShown('connecting'),
      elsewhere: () => setShown('elsewhere'),
    });
    connection.current = made;
    addEventListener('pointerdown', made.touched, { capture: true });
    addEventListener('keydown', made.touched, { capture: true });
  }, []);

  useEffect(() => {
    if (simulated) obeyDock();
  }, [simulated]);

  const tellShown = useRef(freshProcessAfterVisit());
  useEffect(() => tellShown.current(typeof shown === 'string' ? undefined : shown.show.screen), [shown]);

  usePainted(shown, (painted) => connection.current?.painted(painted));

  const steady = useMemo(
    () => ({
      act: (act: Parameters<Kiosk['act']>[0]) => {
        askedForHelp.current = act.act === 'staff';
        connection.current?.act(sequence.current, act);
      },
      frame: (bytes: Uint8Array<ArrayBuffer>) => connection.current?.frame(bytes) ?? false,
      mm: () => Number.parseFloat(document.documentElement.style.getPropertyValue('--mm')),
    }),
    [],
  );

  if (shown === 'connecting') return <Connecting />;
  if (shown === 'elsewhere') return <Elsewhere takeOver={() => connection.current?.takeOver()} />;
  const kiosk: Kiosk = { ...steady, deadlineMs: shown.deadlineMs, callOut, simulated, cameraRotation };
  return (
    <KioskContext.Provider value={kiosk}>
      <Show key={lifeOf(shown)} show={shown.show} />
    </KioskContext.Provider>
  );
}

/**
 * What a component's state lives with: the screen, so that nothing typed or written outlives it. The sign-in of
 * staff lives with one push: after a wrong PIN it starts empty.
 */
function lifeOf(push: Push): string {
  return push.show.screen === 'staff-call' ? `staff-call ${push.sequence}` : push.show.screen;
}

/**
 * Reports the screen after the frame that holds it was painted: two animation frames after the render. The next screen
 * does not call this off: where frames are slow and screens quick, none would ever be reported.
 * `data-painted` on the root tells the same to tests.
 */
function usePainted(shown: Shown, report: (sequence: number) => void): void {
  const sequence = typeof shown === 'string' ? undefined : shown.sequence;
  const latest = useRef(report);
  latest.current = report;
  useLayoutEffect(() => {
    if (sequence === undefined) return;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        document.documentElement.dataset.painted = String(sequence);
        latest.current(sequence);
      }),
    );
  }, [sequence]);
}
