import { z } from 'zod';
import { CameraRotation, HostAndPort } from '../domain/index.ts';
import { FaceBands } from './face-bands.ts';

/** One operator who may do the manual check (人工查验). The PIN is kept as scrypt only. */
export const Operator = z.object({
  /** Digits, typed on the keypad. */
  id: z.string().regex(/^[0-9]{1,6}$/),
  name: z.string().min(1).max(30),
  /** `scrypt$N$r$p$saltBase64$hashBase64`. */
  pin: z.string().startsWith('scrypt$'),
});
export type Operator = z.infer<typeof Operator>;

/** A device file, best a stable name that a udev rule made (docs/hardware.md). */
const DevicePath = z.string().max(200);

/**
 * The reader maker's own library for the photo codec, which runs in a process of its own. docs/photo-decoders.md
 * says how to fill this in; every form is known from other people's programs only.
 */
export const PhotoLibrary = z.object({
  path: z.string().startsWith('/').max(200),
  /**
   * Which of the forms in use the library has: `unpack(in, out, code)` with raw pixels; with a BMP
   * `Unpack(in, out, length)`, `_Unpack(in, length, out, &outLength)`, `WltToBmp(in, out)`, or `CV_InitializeEx`
   * and `CV_Decode`.
   */
  abi: z.enum(['unpack', 'Unpack', '_Unpack', 'WltToBmp', 'cv']),
  /** Name of the function where it differs from the form's, for instance `_Z6unpackPcS_i`; '' = the form's. */
  symbol: z
    .string()
    .regex(/^([A-Za-z_][A-Za-z0-9_]{0,79})?$/)
    .default(''),
  /** The maker's constant for this customer (form `unpack`). */
  code: z.number().int().min(-0x8000_0000).max(0x7fff_ffff).default(0),
  /** Form `cv`: number of the reading module, the licence file, and the file of the codec's parameters. */
  module: z.string().max(60).default(''),
  licence: z.string().max(200).default(''),
  parameters: z.string().max(200).default(''),
  /** The library writes the bottom row first. */
  flipRows: z.boolean().default(false),
  /** The library writes blue, green, red. */
  swapRedBlue: z.boolean().default(false),
  /** Milliseconds for one photo; the person waits that long at the most. */
  timeoutMs: z.number().int().min(100).max(5000).default(2000),
});
export type PhotoLibrary = z.infer<typeof PhotoLibrary>;

/** How the county gets the device's log over a network (docs/county-line.md). A stick needs none of it. */
const CountyLineSettings = z.object({
  /** Whether the county may come here to pull; off = nothing listens. */
  listen: z.boolean().default(true),
  /** Address of this device to listen on; 0.0.0.0 = all of them. */
  address: z.union([z.ipv4(), z.ipv6()]).default('0.0.0.0'),
  port: z.number().int().min(1).max(65535).default(8651),
  /** The county's listener that the device dials out to, where nobody can come in; null = it does not. */
  dial: HostAndPort.nullable().default(null),
});

/** Each setting by itself. */
const SingleSettings = z.object({
  version: z.literal(1),
  device: z.object({
    /** Origin of the kiosk's log and its name towards the county. */
    id: z.string().regex(/^[a-z0-9][a-z0-9.-]{2,60}$/),
    station: z.string().min(1).max(40),
    /** Printed as 有疑问请打…. */
    phone: z.string().max(30),
    method: z.enum(['station', 'home-visit']),
  }),
  panel: z.object({
    /** Pixels a millimetre: 4.03 for 21.5 inch at 1920 x 1080. */
    pixelsPerMm: z.number().min(1).max(20),
    language: z.string().default('zh-CN'),
  }),
  reader: z.object({
    profile: z.string(),
    nameMatch: z.string().default(''),
    /** Device file of a serial reader; '' takes the one that the profile's USB ids match. */
    path: DevicePath.default(''),
  }),
  photoDecoder: z.enum(['specimen', 'reader-bmp', 'vendor-library', 'none']),
  /** Only for the decoder `vendor-library`. */
  photoLibrary: PhotoLibrary.nullable().default(null),
  printer: z
    .object({
      profile: z.string(),
      transport: z.enum(['tcp', 'usb', 'serial']).default('tcp'),
      host: z.string(),
      port: z.number().int().min(1).max(65535),
      /** Device file of a USB (/dev/usb/lp0) or serial printer. */
      path: DevicePath.default(''),
      baud: z.number().int().min(1200).max(921_600).default(115_200),
    })
    .refine(({ transport, path }) => transport === 'tcp' || path !== '', {
      path: ['path'],
      message: 'a usb or serial printer needs the path of its device file',
    }),
  /** Device file of the control board; '' = the kiosk has none. */
  board: z.object({ path: DevicePath.default('') }).default({ path: '' }),
  /** What the kiosk does of itself to be noticed. */
  signals: z
    .object({
      /** The board's buzzer sounds with each chime, for a kiosk whose loudspeaker is off or broken. */
      buzzer: z.boolean().default(false),
      /** Seconds at the least between two spoken invitations to whoever stands before the idle screen; 0 = none. */
      inviteEvery: z.union([z.literal(0), z.number().int().min(30).max(3600)]).default(180),
    })
    .default({ buzzer: false, inviteEvery: 180 }),
  face: z.object({
    /** The county's own scores that decide; null = those of config/face.json. */
    bands: FaceBands.nullable().default(null),
    trySeconds: z.number().min(5).max(60),
  }),
  patience: z.object({
    /** Seconds without a touch until the device asks 还在吗. */
    askAfter: z.number().min(5).max(600),
    /** Seconds that question stays. */
    answerWithin: z.number().min(5).max(300),
    /** How often the person may say "still here". */
    extensions: z.number().int().min(1).max(100),
    /** Seconds to put a lifted card back. */
    cardBackWithin: z.number().min(2).max(120),
    /** Seconds the success stays at least. */
    doneStays: z.number().min(1).max(120),
  }),
  camera: z
    .object({
      /** Degrees clockwise by which the camera's picture is turned to stand upright: for cameras mounted on their side. */
      rotation: CameraRotation.default(0),
      /** Which cameras the device has: config/cameras/<profile>.json. */
      profile: z.string().default('rgb'),
    })
    .default({ rotation: 0, profile: 'rgb' }),
  county: CountyLineSettings.default({ listen: true, address: '0.0.0.0', port: 8651, dial: null }),
  operators: z.array(Operator).max(50),
});

/** Everything a technician sets on one device. Kept durably with a history of 10. */
export const Settings = SingleSettings.refine(
  ({ photoDecoder, photoLibrary }) => photoDecoder !== 'vendor-library' || photoLibrary !== null,
  {
    path: ['photoLibrary'],
    message: 'the photo decoder vendor-library needs photoLibrary: set that first, at least its path and abi',
  },
);
export type Settings = z.infer<typeof Settings>;
