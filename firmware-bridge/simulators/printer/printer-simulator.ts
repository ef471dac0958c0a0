import { join } from 'node:path';
import { z } from 'zod';
import { loadPrinterProfile } from '../../../config/index.ts';
import { openSlipFont } from '../../printer/index.ts';
import { serveControl } from '../control.ts';
import { simulatePrinter } from './simulated-printer.ts';

/** Arguments: data folder, TCP port, name of the printer profile. Dies with its parent. */
const [folder, port, profileName] = z
  .tuple([z.string().min(1), z.coerce.number().int().min(0).max(65535), z.string()])
  .parse(process.argv.slice(2));

process.on('disconnect', () => process.exit(0));

const profile = loadPrinterProfile(profileName);
if (!profile.ok) throw new Error(`${profile.error.code}: ${profile.error.detail}`);
const font = openSlipFont(profile.value.font);
if (!font.ok) throw new Error(`${font.error.code}: ${font.error.detail}`);
const printer = await simulatePrinter(port, profile.value);
await serveControl(join(folder, 'sim', 'printer.sock'), printer.control);
process.send?.({ ready: true, port: printer.port });
