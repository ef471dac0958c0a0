import { z } from 'zod';
import { StaffCheck, Strokes } from '../record.ts';

/**
 * What a person can do. `act` is the name that stands in `data-act` of the control.
 * Which act is taken in which state is the session chart's; anything else is answered `out-of-state`.
 */
export const Act = z.discriminatedUnion('act', [
  /** 办 */
  z.object({ act: z.literal('begin') }),
  /** 不办, and every "no, not today". */
  z.object({ act: z.literal('decline') }),
  /** 看一下镜头: consent to the face step. */
  z.object({ act: z.literal('face') }),
  /** 请工作人员看: the way of equal worth. */
  z.object({ act: z.literal('staff') }),
  /** 都对 */
  z.object({ act: z.literal('contact-right') }),
  /** 有不对 */
  z.object({ act: z.literal('contact-wrong') }),
  z.object({ act: z.literal('choose-phone') }),
  z.object({ act: z.literal('choose-address') }),
  z.object({ act: z.literal('change-phone'), phone: z.string().regex(/^\d{7,12}$/) }),
  z.object({ act: z.literal('change-address'), to: z.enum(['card', 'ask-me']) }),
  z.object({ act: z.literal('sign'), strokes: Strokes }),
  /** 按一下代替签名 */
  z.object({ act: z.literal('mark') }),
  /** 还在 */
  z.object({ act: z.literal('still-here') }),
  /** 再打一张 */
  z.object({ act: z.literal('reprint') }),
  /** 好了, 结束 */
  z.object({ act: z.literal('leave') }),
  z.object({ act: z.literal('back') }),
  z.object({
    act: z.literal('staff-login'),
    operator: z.string().regex(/^[0-9]{1,6}$/),
    pin: z.string().regex(/^[0-9]{4,12}$/),
  }),
  z.object({ act: z.literal('judge'), judgement: StaffCheck.shape.judgement }),
  z.object({
    act: z.literal('attest'),
    reason: StaffCheck.shape.reason,
  }),
  /** The UI could not open the camera or lost it (X10). */
  z.object({ act: z.literal('camera-failed') }),
  /** The UI opened the camera and sends frames. */
  z.object({ act: z.literal('camera-ready') }),
]);
export type Act = z.infer<typeof Act>;
export type ActName = Act['act'];
