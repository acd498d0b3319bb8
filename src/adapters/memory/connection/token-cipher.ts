import { sealedToken, type TokenCipher } from '../../../application/ports/connection/token-cipher.ts';

/** Seals by writing beside the token where it belongs; the first key seals, all of them open. */
export const memoryTokenCipher = (...kids: readonly [string, ...string[]]): TokenCipher => {
  let sealed = 0;
  const read = (text: string) => text.split('|');
  return {
    seal: async (secret, { clinicId, purpose }) =>
      sealedToken(['sealed', kids[0], clinicId, purpose, (sealed += 1), secret].join('|')),
    async open(text, { clinicId, purpose }) {
      const [mark, kid = '', clinic, use, , ...secret] = read(text);
      if (mark !== 'sealed') return { unreadable: 'wrong-key' };
      if (!kids.includes(kid)) return { unreadable: 'unknown-key' };
      return clinic === clinicId && use === purpose
        ? { opened: secret.join('|') }
        : { unreadable: 'foreign' };
    },
    isCurrent: (text) => read(text)[1] === kids[0],
  };
};
