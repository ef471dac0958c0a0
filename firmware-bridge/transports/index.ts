export { type CardReaderOptions, openCardReader } from './open-card-reader.ts';
