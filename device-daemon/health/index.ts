export type { Finding, Part } from './finding.ts';
export { selfTest } from './self-test.ts';
export {
  forgetSimulatedHardware,
  readSimulatedHardware,
  type SimulatedHardware,
  tellSimulatedHardware,
} from './simulated-hardware.ts';
