export { type GalleryBrowser, launchChromium, type MadeUpCamera } from './browser.ts';
export { IDLE, MADE_UP_SCREENS, PLANTED } from './made-up-screens.ts';
export { broken, measure } from './measure.ts';
export { LANDSCAPE, PANELS, type Panel, paintedOn } from './panels.ts';
export { type Gallery, startGallery } from './server.ts';
