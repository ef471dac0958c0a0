import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { ChartContext } from './chart-setup.ts';
import { screenOf } from './screen-of.ts';

/**
 * Hex SHA-256 of the canonical JSON (RFC 8785) of the page that is signed: what the sign screen shows of the person,
 * and the digest of the catalogue whose words stand around it (A37: changing either voids the signature).
 */
export function shownDigest(context: ChartContext): string {
  const page = { ...screenOf('sign', context).props, textsSha256: context.terms.textsSha256 };
  return createHash('sha256')
    .update(canonicalize(page) ?? '')
    .digest('hex');
}
