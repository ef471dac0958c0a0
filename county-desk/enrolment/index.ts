export { type CountyKeys, makeCountyKeys, readCountyKeys } from './county-keys.ts';
export { type Device, keepDevice, readDevice, readDevices } from './devices.ts';
export { enrolDevice } from './enrol.ts';
export {
  type CountyLine,
  hasCountyLine,
  loadOrMakeCountyLine,
  readCountyLine,
  renewCountyLine,
} from './line-authority.ts';
export { issueOrder, type KeptOrder, latestOrder, ordersFor } from './orders.ts';
export { readRevocations, revoke } from './revocation.ts';
export { RevocationWatch } from './revocation-watch.ts';
