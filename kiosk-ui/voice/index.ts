export { spokenCharacters } from './characters.ts';
export { chime } from './chime.ts';
export { alsoSay, louder, nameControl, repeat, say, sayName, sayNext, softer } from './say.ts';
export { useSpoken } from './use-spoken.ts';
