import type { UsbReaderProfile } from '../../config/index.ts';
import { SamFrameDecoder } from '../card/index.ts';

/**
 * SAM frames in HID reports, for a HID port that does not exist yet: nothing here claims a device. After what single
 * programs do (one source each, nobody has tried it): reports of 64 bytes, padded with zeros; some devices put a
 * length in front of an answer's first report; one drops the preamble both ways and counts what is left in two bytes.
 */
export type HidForm = NonNullable<UsbReaderProfile['hid']>;

const PREAMBLE = Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69);

/** The output reports that carry a command frame, each `reportBytes` long. */
export function reportsOfFrame(frame: Uint8Array, form: HidForm): Uint8Array[] {
  const body = form.dropPreamble ? frame.subarray(PREAMBLE.length) : frame;
  const counted = form.dropPreamble ? withLength(body, form.lengthPrefix) : body;
  const reports: Uint8Array[] = [];
  for (let at = 0; at < counted.length; at += form.reportBytes) {
    const report = new Uint8Array(form.reportBytes);
    report.set(counted.subarray(at, at + form.reportBytes));
    reports.push(report);
  }
  return reports;
}

/** The length in front of `body`, high byte first. */
function withLength(body: Uint8Array, bytes: HidForm['lengthPrefix']): Uint8Array {
  const length = [body.length >> 8, body.length & 0xff].slice(2 - bytes);
  return Uint8Array.of(...length, ...body);
}

/**
 * Takes input reports and gives the body of the frame that they complete. What follows a frame in its last report is
 * padding; the next report begins another answer.
 */
export class HidFrameDecoder {
  readonly #form: HidForm;
  readonly #frames = new SamFrameDecoder();
  #first = true;

  constructor(form: HidForm) {
    this.#form = form;
  }

  /** Gives the body (length and XOR cut off), or undefined while the frame is not whole. */
  push(report: Uint8Array): Uint8Array | undefined {
    const data = this.#first ? report.subarray(this.#form.lengthPrefix) : report;
    if (this.#first && this.#form.dropPreamble) this.#frames.push(PREAMBLE);
    this.#first = false;
    const [body, ...again] = this.#frames.push(data);
    for (const one of again) one.fill(0);
    if (body !== undefined) this.reset();
    return body;
  }

  /** Forgets what is pending, overwritten: before a command, and when no answer came in time. */
  reset(): void {
    this.#frames.reset();
    this.#first = true;
  }
}
