/** The card's photo: 102 x 126 on the real one, taken twice as large. */
const PHOTO = { width: 204, height: 252 };

/**
 * Share of the camera picture's height that goes on the card; dock.css shows the same part. With the head in the
 * outline the cut is about twice as high as the face: on 126 pixels a smaller face leaves nothing to compare.
 */
const SHARE = 0.8;

/** The middle of the camera's picture in the card's proportions, as base64 of a JPEG; undefined before the first. */
export function snapshot(video: HTMLVideoElement): string | undefined {
  const canvas = document.createElement('canvas');
  canvas.width = PHOTO.width;
  canvas.height = PHOTO.height;
  const paper = canvas.getContext('2d');
  if (paper === null || video.videoHeight === 0) return undefined;
  const height = video.videoHeight * SHARE;
  const width = (height * PHOTO.width) / PHOTO.height;
  const left = (video.videoWidth - width) / 2;
  const top = (video.videoHeight - height) / 2;
  paper.drawImage(video, left, top, width, height, 0, 0, PHOTO.width, PHOTO.height);
  return canvas.toDataURL('image/jpeg', 0.92).split(',')[1];
}
