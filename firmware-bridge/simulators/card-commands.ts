import { z } from 'zod';
import { CardFile, OtherCardKind } from '../../domain/index.ts';
import { READER_WAYS } from './id-reader-apdu.ts';
import { SamBehaviour } from './sam-behaviour.ts';
import { ReaderFault } from './sam-faults.ts';

/** A card to be issued: as CARD.json, with the photo's image file as base64, or null for a block nobody can decode. */
export const IssuedCard = CardFile.extend({
  photo: z.base64().nullable().default(null),
  /** What the reader hands out in the photo's place: the specimen block, or a picture that it decoded itself. */
  photoAs: z.enum(['specimen', 'bmp', 'jpeg']).default('specimen'),
});
export type IssuedCard = z.infer<typeof IssuedCard>;

/** What may be asked of the card simulator on its control socket. */
export const CardCommand = z.discriminatedUnion('cmd', [
  z.object({
    cmd: z.literal('insert'),
    /** Exactly one of the three. */
    card: IssuedCard.optional(),
    /** Key of a made-up person, e.g. p001. */
    person: z.string().max(20).optional(),
    kind: OtherCardKind.optional(),
    /** Profile of the reader that the simulator plays. */
    profile: z.enum(READER_WAYS).default('any'),
  }),
  z.object({ cmd: z.literal('remove') }),
  /** `gone` pulls the serial line and ends pcscd (with `hard` as a crash would); `back` starts it, the card lies where it lay. */
  z.object({ cmd: z.literal('reader'), state: z.enum(['gone', 'back']), hard: z.boolean().default(false) }),
  z.object({ cmd: z.literal('fault'), fault: ReaderFault }),
  /** How module and serial line are made from now on. */
  z.object({ cmd: z.literal('behave'), behaviour: SamBehaviour }),
  z.object({ cmd: z.literal('state') }),
]);
export type CardCommand = z.infer<typeof CardCommand>;

/** Answer to every command but a refused one. */
export const CardSimulatorState = z.object({
  reader: z.enum(['gone', 'ready']),
  card: z.enum(['none', 'id-card', ...OtherCardKind.options]),
  pcscd: z.number().int().nullable(),
  /** Milliseconds from a read's first command to its last answer, as the simulator saw it; null before the first. */
  lastReadWireMs: z.number().nullable(),
  reads: z.number().int(),
});
export type CardSimulatorState = z.infer<typeof CardSimulatorState>;
