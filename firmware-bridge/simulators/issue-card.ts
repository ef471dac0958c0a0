import { madeUpPeople } from '../../config/index.ts';
import type { CodedError, Result } from '../../domain/index.ts';
import {
  type CardBlob,
  encodeCardText,
  encodeNewAddress,
  encodeSpecimenPhoto,
  PHOTO_BYTES,
  textFromCardFile,
} from '../card/index.ts';
import type { IssuedCard } from './card-commands.ts';
import { drawPortrait } from './portrait.ts';
import { readerPicture } from './reader-picture.ts';

function orThrow<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const error: CodedError = result.error;
  throw new Error(error.detail === undefined ? error.code : `${error.code} ${error.detail}`);
}

/** The beginning of a real card's photo block; what follows is nothing, so no decoder makes a face of it. */
function undecodablePhoto(): Uint8Array {
  const block = new Uint8Array(PHOTO_BYTES);
  block.set([0x57, 0x4c, 0x66, 0x00, 0x7e, 0x00, 0x32, 0x00, 0x00, 0xff, 0x85]);
  return block;
}

/** The blocks of a card to be issued. Throws with the reason, which never quotes the card. */
export async function issueCard(card: IssuedCard): Promise<CardBlob> {
  const text = orThrow(encodeCardText(orThrow(textFromCardFile({ ...card, photo: undefined }))));
  const appended = card.newAddress === undefined ? undefined : orThrow(encodeNewAddress(card.newAddress));
  const newAddress = appended === undefined ? {} : { newAddress: appended };
  if (card.photo === null) return { text, photo: undecodablePhoto(), ...newAddress };
  const file = Buffer.from(card.photo, 'base64');
  const photo =
    card.photoAs === 'specimen'
      ? orThrow(await encodeSpecimenPhoto(file))
      : await readerPicture(file, card.photoAs);
  file.fill(0);
  return { text, photo, ...newAddress };
}

/** The card of a made-up person, with a drawn portrait. Throws when nobody has the key. */
export async function issuePersonCard(key: string): Promise<CardBlob> {
  const person = madeUpPeople().find((candidate) => candidate.key === key);
  if (person === undefined) throw new Error('no made-up person has this key');
  const portrait = await drawPortrait(person);
  return issueCard({ ...person.card, photo: portrait.toString('base64'), photoAs: 'specimen' });
}
