/**
 * Reads the card that stands in its input: once well, once unreadable, and tries to issue one that does not fit.
 * Says only how each ended, and all that simulators and bridge wanted to have logged. Then reads the card with each
 * photo library that the arguments name.
 */
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { PhotoLibrary } from '../../config/index.ts';
import { BridgeLink } from '../../device-daemon/bridge-link/index.ts';
import { CardFile } from '../../domain/index.ts';
import { cardSocket, sendControl, startSimulatedReader } from '../../firmware-bridge/simulators/index.ts';
import { eventually } from './eventually.ts';
import { testBridgeOptions } from './test-bridge.ts';

const [dataFolder, ...libraries] = z.tuple([z.string()], z.string()).parse(process.argv.slice(2));
const card = CardFile.parse(JSON.parse((await buffer(process.stdin)).toString()));
const log = (line: string): void => console.log(`log: ${line}`);
const reader = await startSimulatedReader({ dataFolder, log });
const link = new BridgeLink();
await link.start({
  options: testBridgeOptions('pcsc-wrapped'),
  env: reader.env,
  log,
});
const ask = (command: unknown): Promise<unknown> => sendControl(cardSocket(dataFolder), command);
await ask({ cmd: 'insert', card });
await eventually('the card', async () => {
  const state = await link.readerState();
  return state.ok && state.value.card === 'present';
});
const outcomes: string[] = [];
const read = async (): Promise<void> => {
  const reading = await link.readCard();
  outcomes.push(reading.ok ? 'ok' : reading.error.code);
  if (!reading.ok) console.log(`detail: ${reading.error.detail}`);
};
await read();
await ask({ cmd: 'fault', fault: { fault: 'status', command: 'read', status: 0x41, times: 50 } });
await read();
const refused = z
  .object({ error: z.string() })
  .parse(await ask({ cmd: 'insert', card: { ...card, name: card.name.repeat(5) } }));
console.log(`refused: ${refused.error}`);
outcomes.push(refused.error.slice(0, 10));
console.log(`refused: ${JSON.stringify(await ask({ cmd: 'insert', card: { ...card, sex: card.name } }))}`);
console.log(`reads: ${outcomes.join(' ')}`);
await link.stop();
await ask({ cmd: 'fault', fault: { fault: 'none' } });
for (const path of libraries) {
  const photoLibrary = PhotoLibrary.parse({ path, abi: 'unpack', code: 602 });
  const options = {
    ...testBridgeOptions('pcsc-wrapped'),
    photoDecoder: 'vendor-library' as const,
    photoLibrary,
  };
  const withLibrary = new BridgeLink();
  await withLibrary.start({ options, env: reader.env, log });
  await eventually('the card', async () => {
    const state = await withLibrary.readerState();
    return state.ok && state.value.card === 'present';
  });
  const reading = await withLibrary.readCard();
  console.log(`photo: ${reading.ok ? (reading.value.photoCode ?? 'decoded') : reading.error.code}`);
  const report = await withLibrary.report();
  console.log(`report: ${JSON.stringify(report)}`);
  await withLibrary.stop();
}
await reader.stop();
