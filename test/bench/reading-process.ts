/** Process entry: reads cards as the bridge does and tells how late its event loop was meanwhile, in milliseconds. */
import { z } from 'zod';
import { loadReaderProfile } from '../../config/index.ts';
import { photoDecoder } from '../../firmware-bridge/card/index.ts';
import { openCardReader } from '../../firmware-bridge/transports/index.ts';
import { must } from '../support/county-fixture.ts';
import { eventually } from '../support/eventually.ts';
import { testBridgeOptions } from '../support/test-bridge.ts';
import { delayDuring } from './event-loop-delay.ts';

const [profile, reads] = z.tuple([z.string(), z.coerce.number()]).parse(process.argv.slice(2));
const reader = must(
  openCardReader({
    profile: must(loadReaderProfile(profile)),
    nameMatch: '',
    path: '',
    decoder: photoDecoder(testBridgeOptions(profile)),
    onStuck: (call) => {
      throw new Error(`stuck in ${call}`);
    },
  }),
);
await eventually('the card', () => reader.state().card === 'present');
const late = await delayDuring(async () => {
  for (let read = 0; read < reads; read++) must(await reader.read());
});
await reader.close();
process.send?.(late);
