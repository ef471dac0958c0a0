import { z } from 'zod';
import { serveControl } from '../control.ts';
import { SimulatedBoard } from './simulated-board.ts';

/** Process entry. Arguments: path of the pseudo-terminal's link, path of the control socket. Dies with its parent. */
const [linePath, socketPath] = z.tuple([z.string().min(1), z.string().min(1)]).parse(process.argv.slice(2));

process.on('disconnect', () => process.exit(0));
// Ctrl-C in a terminal reaches the whole group; the parent decides.
process.on('SIGINT', () => undefined);
const board = await SimulatedBoard.open(linePath);
await serveControl(socketPath, board.control);
process.send?.('ready');
