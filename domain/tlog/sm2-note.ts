import type { NoteSigner, NoteVerifier } from './note.ts';
import { SM2_PUBLIC_BYTES, type Sm2PrivateKey, sm2Point, sm2Sign, sm2Verify } from './sm2.ts';
import { parseTypedKey, typedKeyId, typedKeyText } from './verifier-key.ts';

/**
 * Signature type of SM2 with SM3 over a note's text. C2SP has no byte for it; for such types signed-note keeps 0xff,
 * followed by an identifier of one's own. Behind it stands the public key, 0x04 || x || y.
 */
const SM2_TYPE = Buffer.concat([Buffer.of(0xff), Buffer.from('youfu-kiosk/sm2-sm3/v1\n')]);

/** Signs notes by SM2 (GB/T 32918, GM/T 0003): 64 bytes, r and s. */
export function sm2Signer(name: string, key: Sm2PrivateKey): NoteSigner {
  return {
    name,
    id: typedKeyId(name, typedBytes(key.publicKey)),
    sign: (text) => sm2Sign(Buffer.from(text), key),
  };
}

/** Verifier key string of an SM2 key. `publicKey` has 65 bytes. */
export function sm2KeyText(name: string, publicKey: Uint8Array): string {
  return typedKeyText(name, typedBytes(publicKey));
}

/** The verifier of an SM2 key's string; undefined when its form, type, id or point is wrong. */
export function parseSm2Key(text: string): NoteVerifier | undefined {
  const parsed = parseTypedKey(text);
  if (parsed === undefined || parsed.typed.length !== SM2_TYPE.length + SM2_PUBLIC_BYTES) return undefined;
  const publicKey = parsed.typed.subarray(SM2_TYPE.length);
  if (!parsed.typed.subarray(0, SM2_TYPE.length).equals(SM2_TYPE) || sm2Point(publicKey) === undefined)
    return undefined;
  return {
    name: parsed.name,
    id: parsed.id,
    verify: (note, signature) => sm2Verify(Buffer.from(note), signature, publicKey),
  };
}

function typedBytes(publicKey: Uint8Array): Buffer {
  return Buffer.concat([SM2_TYPE, publicKey]);
}
