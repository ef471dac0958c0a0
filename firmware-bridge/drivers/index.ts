export { type CallOutcome, withinMs } from './native-call.ts';
export { type OpenSerialPort, openSerialPort, type SerialRefusal } from './serial-port.ts';
