export { type CardReaderOptions, openCardReader } from './open-card-reader.ts';
export { searchPcsc } from './pcsc-search.ts';
export { silent, type WayFound } from './search-finding.ts';
export { searchSerial } from './serial-search.ts';
export { searchUsb } from './usb-search.ts';
