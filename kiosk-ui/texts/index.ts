export { loadTexts } from './load.ts';
export { hasSpeech, type TextKey, text } from './text.ts';
