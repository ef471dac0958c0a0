export { useFocusOnQuestion } from './focus-question.ts';
export { forgetKeys, keysAreUsed, listenForFourKeys, pressTactileKey } from './four-keys.ts';
export { setPanel } from './panel.ts';
export { restKey, restScreen, screenRests } from './rest.ts';
