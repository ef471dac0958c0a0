export type { Place } from './blocks.ts';
export {
  type Confirmation,
  confirmationSlip,
  copySlip,
  declinedSlip,
  type Noted,
  notedSlip,
  type Person,
} from './slips.ts';
export { testSlip } from './test-slip.ts';
