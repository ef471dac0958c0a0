import { MAX_FRAME_LENGTH } from '../../../firmware-bridge/card/index.ts';
import {
  type HidForm,
  HidFrameDecoder,
  reportsOfFrame,
} from '../../../firmware-bridge/transports/hid-reports.ts';
import { type FuzzTarget, rule } from '../target.ts';
import { madeUpConversations, mendFrames } from './replies.ts';
import { SAM_WORDS } from './sam.ts';

const FORMS: readonly HidForm[] = [
  { reportBytes: 64, lengthPrefix: 0, dropPreamble: false },
  { reportBytes: 64, lengthPrefix: 1, dropPreamble: false },
  { reportBytes: 64, lengthPrefix: 2, dropPreamble: true },
  { reportBytes: 8, lengthPrefix: 0, dropPreamble: false },
];

/** Input reports of a HID reader, which this software does not claim yet. */
export const hidReports: FuzzTarget = {
  name: 'hid-reports',
  weight: 4,
  seeds: () =>
    FORMS.flatMap((form) =>
      madeUpConversations().map(
        (replies) => new Uint8Array(Buffer.concat(replies.flatMap((reply) => reportsOfFrame(reply, form)))),
      ),
    ),
  dictionary: SAM_WORDS,
  mend: mendFrames,
  run(input, random) {
    const form = random.of(FORMS);
    const decoder = new HidFrameDecoder(form);
    let bodies = 0;
    for (let at = 0; at < input.length; at += form.reportBytes) {
      const body = decoder.push(input.subarray(at, at + form.reportBytes));
      if (body === undefined) continue;
      bodies++;
      rule(body.length < MAX_FRAME_LENGTH, 'no body is longer than a frame');
    }
    rule(bodies <= Math.ceil(input.length / form.reportBytes), 'no more answers than reports');
  },
};
