/** Serves a log by the kiosk's own routes on a port of the loopback, which it prints: `serve-log FOLDER`. */
import { createServer } from 'node:net';
import { openRoutes, REQUEST_LIMITS } from '../../../device-daemon/county-api/routes.ts';
import { ok } from '../../../domain/index.ts';

const [, , folder = ''] = process.argv;
const http = await openRoutes({
  ledgerFolder: folder,
  inbox: { take: async () => ok({ state: 'had' }) },
  limits: REQUEST_LIMITS,
  health: () => ({}),
  mayAsk: () => true,
});
const door = createServer({ noDelay: true }, (socket) => http.server.emit('connection', socket));
door.listen(0, '127.0.0.1', () => {
  const address = door.address();
  console.log(typeof address === 'object' ? address?.port : '');
});
