import { createCanvas } from '@napi-rs/canvas';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadReaderProfile, type ReaderProfile } from '../../config/index.ts';
import { type CardReader, photoDecoder } from '../../firmware-bridge/card/index.ts';
import { openCardReader } from '../../firmware-bridge/transports/index.ts';
import { must } from '../support/county-fixture.ts';
import { eventually } from '../support/eventually.ts';
import { leavePcsc, speakWithPcscOf } from '../support/pcsc-in-this-process.ts';
import { type TestReader, testReader } from '../support/simulated-reader.ts';

/** Upper half red, lower half blue: a picture that is upside down or has its channels swapped shows. */
function halves(): string {
  const canvas = createCanvas(102, 126);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#e01010';
  pen.fillRect(0, 0, 102, 63);
  pen.fillStyle = '#1010e0';
  pen.fillRect(0, 63, 102, 63);
  return canvas.toBuffer('image/png').toString('base64');
}

const card = {
  type: 'resident',
  name: '张样张',
  sex: 'male',
  birth: '1954-08-01',
  idNumber: '990000195408010034',
  validFrom: '2016-05-20',
  validTo: '长期',
  photo: halves(),
} as const;

let bench: TestReader;
test.before(async () => {
  bench = await testReader();
  speakWithPcscOf(bench);
});
test.after(async () => {
  await bench.stop();
  leavePcsc();
});

function opened(name: string): CardReader {
  const profile: ReaderProfile = { ...must(loadReaderProfile(name)), photo: 'image' };
  return must(
    openCardReader({
      profile,
      nameMatch: '',
      path: bench.ttyPath,
      decoder: photoDecoder({ photoDecoder: 'reader-bmp' }),
      onStuck: (call) => {
        throw new Error(`native call stuck: ${call}`);
      },
    }),
  );
}

for (const name of ['pcsc-paged', 'pcsc-wrapped', 'pcsc-wrapped-61', 'generic-serial-sam'])
  test(`${name}: a reader that decodes the photo itself is believed, whatever the picture's size`, async () => {
    const reader = opened(name);
    try {
      for (const photoAs of ['bmp', 'jpeg'] as const) {
        await bench.ask({ cmd: 'insert', card: { ...card, photoAs } });
        await eventually('the card', () => reader.state().card === 'present', 15_000);
        const read = must(await reader.read());
        assert.is(read.decoder, 'reader-bmp');
        assert.is(read.photoCode, null);
        const { photo } = read;
        if (photo === null) throw new Error('no photo');
        assert.equal([photo.width, photo.height], [102, 126]);
        const pixel = (y: number): number[] => [...photo.pixels.subarray(3 * (y * 102 + 51)).slice(0, 3)];
        const [red = 0, , blue = 0] = pixel(20);
        assert.ok(red > 180 && blue < 80, `above: ${pixel(20)}`);
        const [red2 = 0, , blue2 = 0] = pixel(110);
        assert.ok(red2 < 80 && blue2 > 180, `below: ${pixel(110)}`);
        await bench.ask({ cmd: 'remove' });
        await eventually('no card', () => reader.state().card === 'none');
      }
    } finally {
      await reader.close();
    }
  });

test.run();
