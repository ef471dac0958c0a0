import type { Place } from './guard.ts';

/** `__Host-` makes browsers refuse the cookie unless it is Secure and of this very host (RFC 6265bis). */
function nameIn(place: Place): string {
  return place.secure ? '__Host-county' : 'county';
}

/** The session token that a Cookie header carries. */
export function tokenOf(header: string | undefined, place: Place): string | undefined {
  const name = `${nameIn(place)}=`;
  return (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(name))
    ?.slice(name.length);
}

/** Set-Cookie for a session: out of reach of scripts and of other sites, gone with the browser. */
export function cookieOf(token: string, place: Place): string {
  return `${nameIn(place)}=${token}; Path=/; HttpOnly; SameSite=Strict${place.secure ? '; Secure' : ''}`;
}

/** Set-Cookie that takes the session away. */
export function noCookie(place: Place): string {
  return `${cookieOf('', place)}; Max-Age=0`;
}
