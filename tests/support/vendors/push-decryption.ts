import { createDecipheriv, createECDH, hkdfSync, type ECDH } from 'node:crypto';

const hkdf = (salt: Uint8Array, key: Uint8Array, info: Uint8Array | string, length: number) =>
  Buffer.from(hkdfSync('sha256', key, salt, info, length));

export type BrowserKeys = { readonly pair: ECDH; readonly authSecret: Buffer };

export function keysFrom(privateKey: string, authSecret: string): BrowserKeys {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(Buffer.from(privateKey, 'base64url'));
  return { pair, authSecret: Buffer.from(authSecret, 'base64url') };
}

/** What a browser makes of a message, by RFC 8291 and 8188. @throws when it is not for this browser, or was changed */
export function decryptPush(body: Buffer, { pair, authSecret }: BrowserKeys): string {
  const salt = body.subarray(0, 16);
  const senderKey = body.subarray(21, 21 + (body[20] ?? 0));
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), pair.getPublicKey(), senderKey]);
  const keying = hkdf(authSecret, pair.computeSecret(senderKey), info, 32);
  const decipher = createDecipheriv(
    'aes-128-gcm',
    hkdf(salt, keying, 'Content-Encoding: aes128gcm\0', 16),
    hkdf(salt, keying, 'Content-Encoding: nonce\0', 12),
  );
  const record = body.subarray(21 + senderKey.length);
  decipher.setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  const end = padded.lastIndexOf(2);
  if (end < 0) throw new Error('No end of the last record');
  return padded.subarray(0, end).toString();
}
