import { SerialPort } from 'serialport';
import { SamFrameDecoder } from '../../firmware-bridge/card/index.ts';
import type { ControlCall } from '../../firmware-bridge/transports/pcsc-port.ts';

/** An answer is over when nothing has come for so long behind a whole frame, or behind a broken one. */
const QUIET_MS = 10;
const BROKEN_OFF_MS = 80;
/** SCARD_E_READER_UNAVAILABLE, as the binding says it. */
const GONE = 'SCardControl error: Reader is unavailable.(0x80100017)';

/**
 * Stands in for the binding's control call, which the virtual reader does not know: hands the frame to the simulated
 * module over its serial line and gives back what came, in one piece, as a reader's escape command would.
 */
export function controlStandIn(ttyPath: string): { readonly control: ControlCall; close(): void } {
  let port: SerialPort | undefined;
  const opened = (): SerialPort => {
    if (port !== undefined) return port;
    const made = new SerialPort({ path: ttyPath, baudRate: 115_200, lock: false });
    made.on('error', () => undefined);
    made.once('close', () => {
      if (port === made) port = undefined;
    });
    port = made;
    return made;
  };
  return {
    close: () => port?.close(),
    control: (_reader, command, code, maxAnswer, done) => {
      if (code !== 1) return done(new Error('SCardControl error: (0x8010001f)'), undefined);
      const line = opened();
      const decoder = new SamFrameDecoder();
      const came: Buffer[] = [];
      let timer: NodeJS.Timeout | undefined;
      const end = (error: Error | null): void => {
        clearTimeout(timer);
        line.off('data', take);
        line.off('close', gone);
        done(error, error === null ? Buffer.concat(came).subarray(0, maxAnswer) : undefined);
      };
      const gone = (): void => end(new Error(GONE));
      const take = (bytes: Buffer): void => {
        came.push(bytes);
        const whole = decoder.push(bytes).length > 0;
        clearTimeout(timer);
        timer = setTimeout(() => end(null), whole ? QUIET_MS : BROKEN_OFF_MS);
      };
      line.on('data', take);
      line.once('close', gone);
      line.write(command, (error) => {
        if (error) gone();
      });
    },
  };
}
