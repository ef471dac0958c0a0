/**
 * Against trembling hands (design numbers D2): a bounce of the same key within 250 ms counts once, and after an
 * act a second touch anywhere is ignored for 600 ms, also on the screen that follows.
 */
const KEY_REST_MS = 250;
const SCREEN_REST_MS = 600;

let restsUntil = 0;

/** Whether acts are being ignored now. */
export function screenRests(): boolean {
  return performance.now() < restsUntil;
}

/** Starts the 600 ms. The page shows it as `data-resting` on the root, where CSS lets touches fall through. */
export function restScreen(): void {
  restsUntil = performance.now() + SCREEN_REST_MS;
  const root = document.documentElement;
  root.dataset.resting = '';
  setTimeout(() => {
    if (!screenRests()) delete root.dataset.resting;
  }, SCREEN_REST_MS + 5);
}

/** Starts the 250 ms of one key. */
export function restKey(key: HTMLElement): void {
  key.dataset.resting = '';
  setTimeout(() => {
    delete key.dataset.resting;
  }, KEY_REST_MS);
}
