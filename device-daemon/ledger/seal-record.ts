import canonicalize from 'canonicalize';
import { ConfirmationRecord } from '../../domain/index.ts';
import { sealTo } from './seal.ts';

/**
 * Seals a record to the county's recipients: base64 of an age file. The device holds no key to it. The plaintext bytes
 * are zeroed; strings of the record are the caller's to drop.
 */
export async function sealRecord(record: ConfirmationRecord, recipients: readonly string[]): Promise<string> {
  const plaintext = Buffer.from(canonicalize(ConfirmationRecord.parse(record)) ?? '');
  try {
    return (await sealTo(plaintext, recipients)).toString('base64');
  } finally {
    plaintext.fill(0);
  }
}
