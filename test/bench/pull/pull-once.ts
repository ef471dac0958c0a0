/**
 * Pulls a log once into a new mirror: `pull-once LOG PORT COUNTY`. Prints seconds, processor seconds and the megabytes by
 * which resident memory grew at most.
 */
import { connect } from 'node:net';
import { pullKiosk } from '../../../county-desk/pull/index.ts';
import { LineAgent } from '../../../county-desk/pull/sources/line-agent.ts';
import { LineSource } from '../../../county-desk/pull/sources/line-source.ts';
import { deviceOf, pullContext } from '../../support/pull-fixture.ts';
import { BENCH_KIOSK, benchKeyText } from './log-folder.ts';

const [, , , port = '', county = ''] = process.argv;
const agent = new LineAgent(async () => connect({ host: '127.0.0.1', port: Number(port), noDelay: true }));
const source = new LineSource(
  BENCH_KIOSK,
  () => agent,
  () => agent.destroy(),
);
const rssBefore = process.memoryUsage.rss();
let most = rssBefore;
const watch = setInterval(() => {
  most = Math.max(most, process.memoryUsage.rss());
}, 100);
const cpu = process.cpuUsage();
const since = performance.now();
const outcome = await pullKiosk(deviceOf(BENCH_KIOSK, benchKeyText()), source, pullContext(county));
const seconds = (performance.now() - since) / 1000;
const { user, system } = process.cpuUsage(cpu);
clearInterval(watch);
if (outcome.outcome !== 'pulled') throw new Error(JSON.stringify(outcome));
await source.close();
console.log(`${seconds} ${(user + system) / 1e6} ${(most - rssBefore) / 1e6}`);
