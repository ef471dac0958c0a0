export { type DeviceKeys, loadDeviceKeys, loadOrMakeDeviceKeys } from './device-keys.ts';
export { personDigest } from './person-digest.ts';
export { installTrust, readTrust, type Trust } from './trust.ts';
