import { madeUpPeople } from '../../../config/index.ts';
import { DecodedPhoto } from '../../../domain/index.ts';
import { decodeSpecimenPhoto, encodeSpecimenPhoto } from '../../../firmware-bridge/card/index.ts';
import { drawPortrait } from '../../../firmware-bridge/simulators/index.ts';
import { must } from '../../support/county-fixture.ts';
import { type FuzzTarget, hex, rule } from '../target.ts';
import { errorRules } from './card.ts';

/** The photo block of made-up cards: a native AV1 decoder lies behind it. */
export const photoSpecimen: FuzzTarget = {
  name: 'photo-specimen',
  weight: 0.2,
  async seeds() {
    const portraits = await Promise.all(madeUpPeople().slice(0, 3).map(drawPortrait));
    const blocks = await Promise.all(portraits.map(encodeSpecimenPhoto));
    return [...blocks.map(must), hex('59465350454349')];
  },
  dictionary: [hex('12000a09'), hex('0a0d'), hex('3a'), hex('32ff'), hex('574c66007e00')],
  mend: (input) => {
    const block = new Uint8Array(1024);
    block.set(input.subarray(0, 1024));
    block.set(Buffer.from('YFSPECIMEN'));
    return block;
  },
  async run(input) {
    const photo = await decodeSpecimenPhoto(input);
    errorRules(photo);
    if (!photo.ok) return;
    const { width, height, pixels } = DecodedPhoto.parse(photo.value);
    rule(width === 102 && height === 126, 'a photo has the size of a card’s');
    rule(pixels.length === width * height * 3, 'three bytes a pixel');
  },
};
