/** Encrypted content coding for HTTP (RFC 8188, with the keys of RFC 8291); the package brings no types. */
declare module 'http_ece' {
  import type { ECDH } from 'node:crypto';

  type Parameters = {
    readonly version: 'aes128gcm';
    /** Of the sender, made for one message. */
    readonly privateKey: ECDH;
    /** The receiver's public key. */
    readonly dh: Buffer;
    readonly authSecret: Buffer;
    /** Chance when absent. */
    readonly salt?: Buffer;
  };

  /** Header and ciphertext. @throws where a key is none */
  export function encrypt(plaintext: Buffer, parameters: Parameters): Buffer;
}
