export { type GalleryBrowser, launchChromium } from './browser.ts';
export { MADE_UP_SCREENS, PLANTED } from './made-up-screens.ts';
export { PANELS, type Panel, paintedOn } from './panels.ts';
export { type Gallery, startGallery } from './server.ts';
