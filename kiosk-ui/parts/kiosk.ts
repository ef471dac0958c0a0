import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Act, CameraRotation } from '../../domain/index.ts';

/** What the screens need from around them. */
export interface Kiosk {
  /** Tells the daemon what the person did on the screen that is shown. */
  readonly act: (act: Act) => void;
  /** Sends a camera frame; false when it was passed over. */
  readonly frame: (bytes: Uint8Array<ArrayBuffer>) => boolean;
  /** Milliseconds until the daemon goes on by itself, counted from the push; null when it waits. */
  readonly deadlineMs: number | null;
  /** True when help was asked for where the daemon has no staff path: the person is told to call out. */
  readonly callOut: boolean;
  readonly simulated: boolean;
  /** Degrees clockwise by which the camera's picture is turned to stand upright. */
  readonly cameraRotation: CameraRotation;
  /** CSS pixels a millimetre as set on the page. */
  readonly mm: () => number;
}

export const KioskContext = createContext<Kiosk>({
  act: () => undefined,
  frame: () => false,
  deadlineMs: null,
  callOut: false,
  simulated: false,
  cameraRotation: 0,
  mm: () => 4.03,
});

export function useKiosk(): Kiosk {
  return useContext(KioskContext);
}
