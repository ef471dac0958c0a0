/** Where officers reach the desk, and what follows from it. */
export interface Place {
  /** `http://127.0.0.1:8660`, or the https origin of a reverse proxy. */
  readonly origins: readonly string[];
  /** Behind TLS: cookies are Secure, and browsers are told to use nothing else. */
  readonly secure: boolean;
}

/** Headers of every answer. Nothing inline, nothing from elsewhere, no script at all. */
export function answerHeaders(place: Place): Record<string, string> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      "style-src 'self'",
      "img-src 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "require-trusted-types-for 'script'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // With no-referrer browsers send `Origin: null` with forms, and forms are judged by Origin.
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    'x-robots-tag': 'noindex, nofollow',
    'cache-control': 'no-store',
    ...(place.secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}

/** What the guard looks at. Names in lower case, as Node gives them. */
export interface Asked {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly site: string | undefined;
}

/**
 * Why a request may not come in, or undefined. A foreign name that resolves to this machine fails on Host; a form that
 * another site sends fails on Origin, which every browser sends with a form, and on Sec-Fetch-Site.
 */
export function refusedAtDoor(asked: Asked, place: Place): 'host' | 'origin' | 'site' | undefined {
  const origin = place.origins.find((own) => new URL(own).host === asked.host);
  if (origin === undefined) return 'host';
  const reads = asked.method === 'GET' || asked.method === 'HEAD';
  if (asked.origin !== undefined && asked.origin !== origin) return 'origin';
  if (reads) return undefined;
  if (asked.origin === undefined) return 'origin';
  return asked.site === undefined || asked.site === 'same-origin' ? undefined : 'site';
}
