import { createECDH } from 'node:crypto';

/** By which push services know who sends (RFC 8292); base64url. */
export type VapidKeys = {
  /** An uncompressed point of P-256: what browsers subscribe with. */
  readonly publicKey: string;
  readonly privateKey: string;
};

const privateBytes = 32;

/** A new pair. */
export function makeVapidKeys(): VapidKeys {
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  const privateKey = Buffer.alloc(privateBytes);
  // a number that begins with zeros comes without them
  const bytes = pair.getPrivateKey();
  bytes.copy(privateKey, privateBytes - bytes.length);
  return { publicKey: pair.getPublicKey('base64url'), privateKey: privateKey.toString('base64url') };
}

/** Whether the two belong together; `false` also where one is no key at all. */
export function areVapidKeys({ publicKey, privateKey }: VapidKeys): boolean {
  const bytes = Buffer.from(privateKey, 'base64url');
  if (bytes.length !== privateBytes) return false;
  const pair = createECDH('prime256v1');
  try {
    pair.setPrivateKey(bytes);
  } catch {
    return false;
  }
  return pair.getPublicKey().equals(Buffer.from(publicKey, 'base64url'));
}
