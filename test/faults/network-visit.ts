/**
 * Run by network-loopback.test.ts in a network of its own: a whole kiosk and its screen go through a visit with the face
 * step. Argument: the card file. Prints one line of JSON: packets that left loopback (`NetworkCounts`).
 */
import { execFileSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { forbidTelemetry } from '../../config/index.ts';
import { headOf, willingPerson } from '../fixtures/face/index.ts';
import { BareBrowser } from '../support/bare-browser.ts';
import { eventually } from '../support/eventually.ts';
import { program } from '../support/planted-kiosk.ts';
import { ReactiveCamera } from '../support/reactive-camera.ts';
import { runKiosk } from '../support/running-kiosk.ts';
import { screenUnitFlags } from '../support/screen-unit.ts';

/** What a browser does by itself some time after its start is done by then. */
const AFTER_VISIT_MS = 20_000;
const QUIET_MS = 1_500;

const OUTSIDE = 'out0';
const WALL = 'wall0';

/** One way out, for both versions of the protocol: whatever is not for loopback goes through it into a wall. */
const WAY_OUT: readonly string[] = [
  'link set lo up',
  `link add ${OUTSIDE} type veth peer name ${WALL}`,
  // The kernel shall say nothing of its own accord: no addresses made up, no neighbours asked for.
  `link set ${OUTSIDE} addrgenmode none`,
  `link set ${WALL} addrgenmode none`,
  `link set ${OUTSIDE} up`,
  `link set ${WALL} up`,
  `addr add 198.51.100.2/24 dev ${OUTSIDE}`,
  `-6 addr add 2001:db8:1::2/64 dev ${OUTSIDE} nodad`,
  `neigh add 198.51.100.1 lladdr 02:00:00:00:00:01 nud permanent dev ${OUTSIDE}`,
  `-6 neigh add 2001:db8:1::1 lladdr 02:00:00:00:00:01 nud permanent dev ${OUTSIDE}`,
  `route add default via 198.51.100.1 dev ${OUTSIDE}`,
  `-6 route add default via 2001:db8:1::1 dev ${OUTSIDE}`,
];

/** Packets that left by the way out since it was made. */
function packetsOut(): number {
  const line = readFileSync('/proc/net/dev', 'utf8')
    .split('\n')
    .find((text) => text.trim().startsWith(`${OUTSIDE}:`));
  // After the name: eight numbers of what came in, then bytes and packets of what went out.
  return Number(line?.trim().split(/[:\s]+/)[10]);
}

/** Waits until nothing has left for a while; returns the count. */
async function whenQuiet(): Promise<number> {
  let last = packetsOut();
  return eventually('silence of the kernel', async () => {
    const before = last;
    await wait(QUIET_MS);
    last = packetsOut();
    return last === before && { last };
  }).then((quiet) => quiet.last);
}

/** One datagram to somewhere else, of either version. */
async function sendOutside(): Promise<void> {
  for (const [type, address] of [
    ['udp4', '192.0.2.1'],
    ['udp6', '2001:db8:2::1'],
  ] as const) {
    const socket = createSocket(type);
    await new Promise((resolve) => socket.send('x', 9, address, resolve));
    socket.close();
  }
}

/** The card holder sees what the screen asks for, ten times a second. */
function watchHints(browser: BareBrowser, camera: ReactiveCamera): NodeJS.Timeout {
  return setInterval(() => {
    browser
      .look(`document.querySelector('.mirror')?.dataset.hint ?? ''`)
      .then((hint) => camera.show(String(hint)))
      // A page that is just being loaded anew has no answer.
      .catch(() => undefined);
  }, 100);
}

async function visitByFace(card: string): Promise<void> {
  const camera = new ReactiveCamera(willingPerson(await headOf('anna')));
  const kiosk = await runKiosk();
  let watching: NodeJS.Timeout | undefined;
  let browser: BareBrowser | undefined;
  try {
    browser = await BareBrowser.open(kiosk.url, {
      film: camera.file,
      deviceFlags: screenUnitFlags(),
    });
    watching = watchHints(browser, camera);
    await browser.screen('idle');
    await program(kiosk, 'kiosk', 'sim', 'insert', card);
    await browser.press('begin');
    await browser.press('face');
    await browser.screen('contact');
    await browser.press('contact-right');
    await browser.screen('sign');
    await browser.press('mark');
    await browser.screen('done');
    await program(kiosk, 'kiosk', 'sim', 'remove');
    await browser.screen('idle');
    await wait(AFTER_VISIT_MS);
  } finally {
    clearInterval(watching);
    await browser?.close();
    camera.close();
    await kiosk.stop();
    kiosk.remove();
  }
}

for (const command of WAY_OUT) execFileSync('ip', command.split(' '));
const [, , card = ''] = process.argv;
// The networks that draw the card holder are loaded here too.
forbidTelemetry();
const before = await whenQuiet();
await sendOutside();
const proven = packetsOut();
await visitByFace(card);
const after = packetsOut();
await sendOutside();
console.log(JSON.stringify({ before, proven, after, provenAgain: packetsOut() }));
