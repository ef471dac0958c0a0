import { Encrypter } from 'age-encryption';

/** Seals bytes to the county's recipients (`age1…`): an age file that the stock `age` program opens, and no device. */
export async function sealTo(plaintext: Uint8Array, recipients: readonly string[]): Promise<Buffer> {
  if (recipients.length === 0) throw new Error('what is sealed is sealed to at least one recipient');
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return Buffer.from(await encrypter.encrypt(plaintext));
}
