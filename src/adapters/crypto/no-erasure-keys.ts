import type { ErasureKeys } from '../../application/ports/privacy/erasure-keys.ts';

/** For whoever was opened without the key: names made with another one would never recognise who was erased. */
export const noErasureKeys: ErasureKeys = {
  ofMessage: refused,
  ofStoredKey: refused,
  ofIdentity: refused,
};

function refused(): never {
  throw new Error('ERASURE_KEY: is not open here, and who was erased would not be recognised');
}
