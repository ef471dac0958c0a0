import { z } from 'zod';

/** Host (name, IPv4 or [IPv6]) and TCP port, such as `10.1.2.3:8651`. */
export const HostAndPort = z
  .string()
  .regex(/^([A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\]):[1-9]\d{0,4}$/, 'not host:port')
  .refine((text) => Number(text.slice(text.lastIndexOf(':') + 1)) <= 65_535, 'no TCP port');

/** The two parts; an IPv6 address without its brackets. */
export function splitHostAndPort(text: string): { host: string; port: number } {
  const at = text.lastIndexOf(':');
  return { host: text.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(text.slice(at + 1)) };
}
