import type { SealedTokens, StoredSecret } from '../ports/connection/sealed-tokens.ts';
import type { TokenCipher } from '../ports/connection/token-cipher.ts';

type KeyRotation = {
  readonly looked: number;
  readonly resealed: number;
  /** Sealed with a key that is not in the ring, or damaged: left as they are. */
  readonly unreadable: number;
};

/**
 * Seals every stored token with the first key of the ring, while the system runs. Can be stopped and repeated. `onLooked`
 * hears after each page how many were looked at in the pass.
 */
export type RotateKeys = (onLooked?: (looked: number) => void) => Promise<KeyRotation>;

type Needs = { sealedTokens: SealedTokens; tokenCipher: TokenCipher };

const pageSize = 200;

/**
 * A token that changes between reading and writing was sealed by a renewal; it is looked at again in another pass, since
 * that process may still have had the old ring.
 */
export const makeRotateKeys = ({ sealedTokens, tokenCipher }: Needs): RotateKeys => {
  const reseal = async (secret: StoredSecret): Promise<'resealed' | 'changed' | 'unreadable'> => {
    const { clinicId, purpose } = secret;
    const read = await tokenCipher.open(secret.sealed, { clinicId, purpose });
    if ('unreadable' in read) return 'unreadable';
    const sealed = await tokenCipher.seal(read.opened, { clinicId, purpose });
    return (await sealedTokens.replace(secret, sealed)) ? 'resealed' : 'changed';
  };

  const pass = async (onLooked: (looked: number) => void) => {
    const counts = { looked: 0, resealed: 0, changed: 0, unreadable: 0 };
    for (let page = await sealedTokens.page(pageSize); page.length > 0;) {
      counts.looked += page.length;
      for (const secret of page) if (!tokenCipher.isCurrent(secret.sealed)) counts[await reseal(secret)] += 1;
      onLooked(counts.looked);
      page = await sealedTokens.page(pageSize, page.at(-1));
    }
    return counts;
  };

  return async (onLooked = () => undefined) => {
    let resealed = 0;
    for (;;) {
      const counts = await pass(onLooked);
      resealed += counts.resealed;
      if (counts.changed === 0) return { looked: counts.looked, resealed, unreadable: counts.unreadable };
    }
  };
};
