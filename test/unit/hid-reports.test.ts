import * as fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadReaderProfile } from '../../config/index.ts';
import { encodeCommand, encodeReply, photoDecoder } from '../../firmware-bridge/card/index.ts';
import {
  type HidForm,
  HidFrameDecoder,
  reportsOfFrame,
} from '../../firmware-bridge/transports/hid-reports.ts';
import { openCardReader } from '../../firmware-bridge/transports/index.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const FIND = encodeCommand(0x20, 0x01);

/** Reports as a device sends them: length in front of the first, all padded. */
function answered(frame: Uint8Array, form: HidForm): Uint8Array[] {
  const body = form.dropPreamble ? frame.subarray(5) : frame;
  const prefix = [body.length >> 8, body.length & 0xff].slice(2 - form.lengthPrefix);
  const bytes = Buffer.from([...prefix, ...body]);
  const reports: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += form.reportBytes)
    reports.push(
      Buffer.concat([bytes.subarray(at, at + form.reportBytes), Buffer.alloc(form.reportBytes)]).subarray(
        0,
        form.reportBytes,
      ),
    );
  return reports;
}

const forms = fc.record({
  reportBytes: fc.constantFrom(8, 64, 512),
  lengthPrefix: fc.constantFrom<0 | 1 | 2>(0, 1, 2),
  dropPreamble: fc.boolean(),
});

test('a command is padded to whole reports', () => {
  const [report, ...more] = reportsOfFrame(FIND, { reportBytes: 64, lengthPrefix: 1, dropPreamble: false });
  assert.is(more.length, 0);
  assert.is(hex(report ?? new Uint8Array()), `aaaaaa966900032001 22${'00'.repeat(54)}`.replace(' ', ''));
  const form = { reportBytes: 8, lengthPrefix: 2, dropPreamble: true } as const;
  assert.equal(reportsOfFrame(FIND, form).map(hex), ['0005000320012200']);
});

test('an answer comes out whole in every form, and another behind it', () => {
  fc.assert(
    fc.property(forms, fc.uint8Array({ maxLength: 1400 }), (form, data) => {
      const decoder = new HidFrameDecoder(form);
      for (const frame of [encodeReply(0x90, data), encodeReply(0x80)]) {
        const reports = answered(frame, form);
        const bodies = reports.map((report) => decoder.push(report));
        assert.ok(bodies.slice(0, -1).every((body) => body === undefined));
        assert.is(hex(bodies.at(-1) ?? new Uint8Array()), hex(frame.subarray(7, -1)));
      }
    }),
    { numRuns: 100 },
  );
});

test('a broken answer gives nothing, and after a reset the next one is taken', () => {
  fc.assert(
    fc.property(forms, fc.uint8Array({ minLength: 1, maxLength: 300 }), (form, data) => {
      const decoder = new HidFrameDecoder(form);
      const broken = encodeReply(0x90, data);
      broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 0xff;
      for (const report of answered(broken, form)) assert.is(decoder.push(report), undefined);
      decoder.reset();
      const reports = answered(encodeReply(0x9f), form);
      assert.ok(reports.map((report) => decoder.push(report)).at(-1) !== undefined);
    }),
    { numRuns: 50 },
  );
});

test('a reader on USB that is described but not claimed says so, and what can be done', () => {
  for (const name of ['sdt-usb', 'hid-sam']) {
    const profile = loadReaderProfile(name);
    assert.ok(profile.ok);
    const opened = openCardReader({
      profile: profile.value,
      nameMatch: '',
      path: '',
      decoder: photoDecoder({ photoDecoder: 'none', photoLibrary: null }),
      onStuck: () => undefined,
    });
    assert.ok(!opened.ok && opened.error.code === 'E-CARD-015');
    assert.match(opened.error.detail ?? '', /not claimed.*serial or PC\/SC/);
  }
});

test.run();
