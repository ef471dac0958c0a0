import { Encrypter } from 'age-encryption';
import canonicalize from 'canonicalize';
import { ConfirmationRecord } from '../../domain/index.ts';

/**
 * Seals a record to the county's recipients (`age1…`): base64 of an age file that the stock `age` program opens.
 * The device holds no key to it. The plaintext bytes are zeroed; strings of the record are the caller's to drop.
 */
export async function sealRecord(record: ConfirmationRecord, recipients: readonly string[]): Promise<string> {
  if (recipients.length === 0) throw new Error('a record is sealed to at least one recipient');
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  const plaintext = Buffer.from(canonicalize(ConfirmationRecord.parse(record)) ?? '');
  try {
    return Buffer.from(await encrypter.encrypt(plaintext)).toString('base64');
  } finally {
    plaintext.fill(0);
  }
}
