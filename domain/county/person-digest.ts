import { createHmac } from 'node:crypto';

/**
 * The person's key in log and records: hex HMAC-SHA-256 of the ID number under the county's person key (base64).
 * The same person has the same digest on every device of a county and another one in every other county.
 */
export function personDigest(personKey: string, idNumber: string): string {
  return createHmac('sha256', Buffer.from(personKey, 'base64')).update(idNumber).digest('hex');
}
