export { Connecting } from './Connecting.tsx';
export { Elsewhere } from './Elsewhere.tsx';
export { Show } from './Show.tsx';
