export {
  type DeviceKeys,
  hasDeviceKeys,
  loadDeviceKeys,
  loadKeysOf,
  loadOrMakeDeviceKeys,
} from './device-keys.ts';
export { type LineCredentials, lineCertificateHolds, openLineCredentials } from './line-credentials.ts';
export { loadOrMakeLineKey } from './line-key.ts';
export { personDigest } from './person-digest.ts';
export { installTrust, readTrust, type Trust } from './trust.ts';
