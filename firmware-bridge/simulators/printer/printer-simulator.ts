import { join } from 'node:path';
import { loadPrinterProfile } from '../../../config/index.ts';
import { openSlipFont } from '../../printer/index.ts';
import { serveControl } from '../control.ts';
import { PrinterPlace } from './place.ts';
import { servePty } from './serve-pty.ts';
import { serveTcp } from './serve-tcp.ts';
import { simulatePrinter } from './simulated-printer.ts';

/** The one argument is a PrinterPlace as JSON. Dies with its parent. */
const place = PrinterPlace.parse(JSON.parse(process.argv[2] ?? ''));

process.on('disconnect', () => process.exit(0));

const profile = loadPrinterProfile(place.profile);
if (!profile.ok) throw new Error(`${profile.error.code}: ${profile.error.detail}`);
const font = openSlipFont(profile.value.font);
if (!font.ok) throw new Error(`${font.error.code}: ${font.error.detail}`);
const printer = simulatePrinter(profile.value, place.mmPerSecond);
let port = 0;
if (place.path === '') port = await serveTcp(place.port, printer.port);
else await servePty(place.path, place.bytesPerSecond, printer.port);
await serveControl(join(place.dataFolder, 'sim', 'printer.sock'), printer.control);
process.send?.({ ready: true, port });
