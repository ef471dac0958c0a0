import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Name of the cookie that carries the token of this start of the daemon. */
export const TOKEN_COOKIE = 'kiosk_boot';

/** Why a request may not come in. */
export type GuardRefusal = 'host' | 'origin' | 'token';

/**
 * Who may talk to the endpoint: only pages that this daemon served itself, on loopback. A foreign page that
 * resolves its own name to 127.0.0.1 fails on Host, one that posts across fails on Origin, and anything that
 * did not load the page from this start of the daemon fails on the token.
 */
export class Guard {
  readonly #token = randomBytes(32);
  #hosts: ReadonlySet<string> = new Set();

  /** Fixes the allowed Host values once the port is known. */
  listenOn(port: number): void {
    this.#hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]);
  }

  /** The cookie that is set with the page. */
  cookie(): string {
    return `${TOKEN_COOKIE}=${this.#token.toString('hex')}; HttpOnly; SameSite=Strict; Path=/`;
  }

  /** Host and Origin, for every request. A missing Origin is allowed on plain GETs only (`needOrigin` false). */
  checkOrigin(request: IncomingMessage, needOrigin: boolean): GuardRefusal | undefined {
    const host = request.headers.host;
    if (host === undefined || !this.#hosts.has(host)) return 'host';
    const origin = request.headers.origin;
    if (origin === undefined) return needOrigin ? 'origin' : undefined;
    return origin === `http://${host}` ? undefined : 'origin';
  }

  /** The token in the cookie, compared in constant time. */
  checkToken(request: IncomingMessage): GuardRefusal | undefined {
    const value = (request.headers.cookie ?? '')
      .split(';')
      .map((pair) => pair.trim())
      .find((pair) => pair.startsWith(`${TOKEN_COOKIE}=`))
      ?.slice(TOKEN_COOKIE.length + 1);
    if (value === undefined || !/^[0-9a-f]{64}$/.test(value)) return 'token';
    return timingSafeEqual(Buffer.from(value, 'hex'), this.#token) ? undefined : 'token';
  }
}
