export { personDigest } from '../../domain/county/index.ts';
export {
  type DeviceKeys,
  hasDeviceKeys,
  loadDeviceKeys,
  loadKeysOf,
  loadOrMakeDeviceKeys,
} from './device-keys.ts';
export { installTrust, readTrust, type Trust } from './trust.ts';
