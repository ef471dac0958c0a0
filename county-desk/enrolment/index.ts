export { type CountyKeys, makeCountyKeys, readCountyKeys } from './county-keys.ts';
export { type Device, keepDevice, readDevice, readDevices } from './devices.ts';
export { enrolDevice } from './enrol.ts';
