/**
 * Decodes the block in the file that its first argument names, by the settings in the second, as the bridge would;
 * holds the photo until a line comes on its input, forgets it, and stays.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { BridgeOptions } from '../../config/index.ts';
import { photoDecoder } from '../../firmware-bridge/card/index.ts';
import { forgetHeap } from '../../firmware-bridge/index.ts';

const [file, settings] = z.tuple([z.string(), z.string()]).parse(process.argv.slice(2));
const Decoders = BridgeOptions.pick({ photoDecoder: true, photoLibrary: true });
const decoder = photoDecoder(Decoders.parse(JSON.parse(settings)));
const block = readFileSync(file);
const photo = await decoder.decode(block);
block.fill(0);
console.log(photo.ok ? 'held' : photo.error.code);
await once(process.stdin, 'data');
if (photo.ok) photo.value.pixels.fill(0);
await forgetHeap();
console.log('forgotten');
await once(process.stdin, 'end');
