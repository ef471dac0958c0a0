import { request } from 'node:http';
import type { WebCounty } from './web-county.ts';

/** What came back. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A browser without eyes: keeps its cookie, follows nothing by itself, sends what browsers send. */
export class WebBrowser {
  readonly #county: WebCounty;
  cookie = '';

  constructor(county: WebCounty) {
    this.#county = county;
  }

  get origin(): string {
    return this.#county.web.url;
  }

  /** One raw request; the headers given go over the browser's own, `''` leaves one out. */
  async ask(
    method: string,
    path: string,
    body: string | undefined = undefined,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answered> {
    const own: Record<string, string> = {
      host: new URL(this.origin).host,
      ...(this.cookie === '' ? {} : { cookie: this.cookie }),
      ...(method === 'POST'
        ? {
            origin: this.origin,
            'sec-fetch-site': 'same-origin',
            'content-type': 'application/x-www-form-urlencoded',
          }
        : {}),
      ...headers,
    };
    for (const [name, value] of Object.entries(own)) if (value === '') delete own[name];
    const answered = await sendRequest(this.#county.web.port, method, path, own, body);
    const cookies = answered.headers['set-cookie'];
    for (const line of Array.isArray(cookies) ? cookies : []) this.cookie = line.split(';')[0] ?? '';
    return answered;
  }

  get(path: string): Promise<Answered> {
    return this.ask('GET', path);
  }

  /** Sends a form with the session's token, taken from a page that has one. */
  async post(path: string, fields: Readonly<Record<string, string>>): Promise<Answered> {
    const token = await this.formToken();
    return this.ask(
      'POST',
      path,
      new URLSearchParams({ token, form: crypto.randomUUID(), ...fields }).toString(),
    );
  }

  async formToken(): Promise<string> {
    return /name="token" value="([^"]+)"/.exec((await this.get('/account')).body)?.[1] ?? '';
  }

  async signIn(name: string): Promise<Answered> {
    const { password } = this.#county.accounts.of(name);
    const code = this.#county.accounts.nextCode(name);
    return this.ask('POST', '/login', new URLSearchParams({ account: name, password, code }).toString());
  }
}

/** One request over a connection of its own. */
export function sendRequest(
  port: number,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string | undefined,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
