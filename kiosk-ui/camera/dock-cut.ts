/** Channel between the simulated-hardware panel and the kiosk page in the same browser. */
const CHANNEL = 'youfu-dock';

let cut = false;
const listeners = new Set<() => void>();

/** Lets the panel cut the camera. Called only when the daemon says that the hardware is simulated. */
export function obeyDock(): void {
  new BroadcastChannel(CHANNEL).onmessage = (event: MessageEvent<unknown>) => {
    const said = event.data;
    if (typeof said !== 'object' || said === null || !('camera' in said)) return;
    cut = said.camera === 'cut';
    if (cut) for (const listener of [...listeners]) listener();
  };
}

/** Calls `listener` when the camera is cut, at once if it is already. The result ends that. */
export function onCut(listener: () => void): () => void {
  listeners.add(listener);
  if (cut) queueMicrotask(listener);
  return () => listeners.delete(listener);
}
