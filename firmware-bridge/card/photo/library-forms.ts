import { readFileSync } from 'node:fs';
import koffi, { type LibraryHandle } from 'koffi';
import { z } from 'zod';
import type { PhotoLibrary } from '../../../config/index.ts';

/** Raw output: 102 x 126 pixels of three bytes. */
const RAW_BYTES = 102 * 126 * 3;
/** A BMP of that size: 54 bytes of headers, rows padded from 306 to 308. */
const BMP_BYTES = 54 + 126 * 308;
/** Room for the output: programs in use give more than a BMP needs, since some library wants it. */
export const OUT_BYTES = 40_960;

/** `CV_InitializeEx` takes 480 numbers of the codec's parameters. */
const PARAMETER_BYTES = 1920;
/** CV_FORMAT_BMP, and CV_ERR_NONE. */
const CV_BMP = 0;
const CV_GOOD = 1;

/** Gives the number of bytes of `out` that the library wrote, or what it answered when it refused. */
export type LibraryCall = (block: Buffer, out: Buffer) => { bytes: number } | { refused: string };

const Int = z.number().int();

/** What the length that a library tells of its BMP comes to. */
function written(length: number): { bytes: number } | { refused: string } {
  return length > 0 && length <= OUT_BYTES ? { bytes: length } : { refused: `length ${length}` };
}

/**
 * Loads the library and finds its function. Throws where the library, the function or a file is missing.
 * What each form returns is from programs that call such libraries; no library of a maker was run.
 */
export function openLibrary(settings: PhotoLibrary): LibraryCall {
  const library = koffi.load(settings.path);
  const { abi, code } = settings;
  const named = (usual: string): string => (settings.symbol === '' ? usual : settings.symbol);
  switch (abi) {
    case 'unpack': {
      const unpack = library.func(named('unpack'), 'int', ['void *', 'void *', 'int']);
      return (block, out) => {
        const answer = Int.parse(unpack(block, out, code));
        return answer === 1 ? { bytes: RAW_BYTES } : { refused: `answer ${answer}` };
      };
    }
    case 'Unpack': {
      const unpack = library.func(named('Unpack'), 'int', ['void *', 'void *', 'int']);
      return (block, out) => written(Int.parse(unpack(block, out, block.length)));
    }
    case '_Unpack': {
      const unpack = library.func(named('_Unpack'), 'int', ['void *', 'int', 'void *', 'void *']);
      return (block, out) => {
        const length = Buffer.alloc(4);
        length.writeInt32LE(OUT_BYTES);
        // Nobody tells what it returns; the length and the BMP itself are looked at.
        unpack(block, block.length, out, length);
        return written(length.readInt32LE());
      };
    }
    case 'WltToBmp': {
      const wltToBmp = library.func(named('WltToBmp'), 'int', ['void *', 'void *']);
      return (block, out) => {
        const answer = Int.parse(wltToBmp(block, out));
        return answer === 1 ? { bytes: BMP_BYTES } : { refused: `answer ${answer}` };
      };
    }
    case 'cv':
      return openCv(library, settings);
  }
}

function openCv(library: LibraryHandle, settings: PhotoLibrary): LibraryCall {
  const initialise = library.func('CV_InitializeEx', 'int', ['str', 'void *', 'str']);
  const decode = library.func(settings.symbol === '' ? 'CV_Decode' : settings.symbol, 'int', [
    'void *',
    'int',
    'void *',
    'int',
    'void *',
  ]);
  const parameters = Buffer.alloc(PARAMETER_BYTES);
  if (settings.parameters !== '') readFileSync(settings.parameters).copy(parameters);
  const began = Int.parse(initialise(settings.module, parameters, settings.licence));
  if (began !== CV_GOOD) throw new Error(`CV_InitializeEx answered ${began}`);
  return (block, out) => {
    const length = Buffer.alloc(4);
    const answer = Int.parse(decode(block, block.length, out, CV_BMP, length));
    return answer === CV_GOOD ? written(length.readInt32LE()) : { refused: `answer ${answer}` };
  };
}
