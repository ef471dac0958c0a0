/** A camera that shows nothing new for this long is frozen. */
const FROZEN_MS = 2000;
const WATCH_EVERY_MS = 250;

/**
 * Calls `picture` for each new picture of `video` with the time at which it was presented, and `frozen` once when none
 * came for two seconds. The result ends both.
 */
export function watchPictures(
  video: HTMLVideoElement,
  picture: (presentedMs: number) => void,
  frozen: () => void,
): () => void {
  let ended = false;
  /** Milliseconds without a picture, as far as this page was awake to see one. */
  let quietMs = 0;
  const come = (_now: number, { presentationTime }: VideoFrameCallbackMetadata) => {
    if (ended) return;
    quietMs = 0;
    handle = video.requestVideoFrameCallback(come);
    picture(presentationTime);
  };
  let handle = video.requestVideoFrameCallback(come);
  const watch = setInterval(() => {
    // A page that nobody sees gets no pictures.
    if (document.visibilityState !== 'hidden') quietMs += WATCH_EVERY_MS;
    if (quietMs < FROZEN_MS) return;
    end();
    frozen();
  }, WATCH_EVERY_MS);
  const end = () => {
    ended = true;
    clearInterval(watch);
    video.cancelVideoFrameCallback(handle);
  };
  return end;
}
