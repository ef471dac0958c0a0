export { deliverOrders } from './deliver-orders.ts';
export {
  type DialledEvent,
  DialledKiosks,
  type DialledKiosksOptions,
} from './dialled-kiosks.ts';
export { type DirectLineOptions, directLine } from './direct-line.ts';
export { FolderSource } from './folder-source.ts';
export { KioskHealth, LineSource } from './line-source.ts';
