export {
  type DeviceKeys,
  hasDeviceKeys,
  loadDeviceKeys,
  loadKeysOf,
  loadOrMakeDeviceKeys,
} from './device-keys.ts';
export { personDigest } from './person-digest.ts';
export { installTrust, readTrust, type Trust } from './trust.ts';
