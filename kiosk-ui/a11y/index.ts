export { useFocusOnQuestion } from './focus-question.ts';
export { listenForFourKeys } from './four-keys.ts';
export { setPanel } from './panel.ts';
export { restKey, restScreen, screenRests } from './rest.ts';
