export { type MadeSpeech, makeSpeech } from './make.ts';
export { type NeededSpeech, neededSpeech, toPinyin } from './needed.ts';
export { missingPrograms } from './speak.ts';
