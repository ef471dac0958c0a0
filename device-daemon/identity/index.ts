export { personDigest } from '../../domain/county/index.ts';
export {
  type DeviceKeys,
  hasDeviceKeys,
  loadDeviceKeys,
  loadKeysOf,
  loadOrMakeDeviceKeys,
} from './device-keys.ts';
export { type LineCredentials, lineCertificateHolds, openLineCredentials } from './line-credentials.ts';
export { loadOrMakeLineKey } from './line-key.ts';
export { installTrust, readTrust, type Trust } from './trust.ts';
