/** For comparing what people wrote: no accents, lower case, one space between words, nothing but letters and digits. */
export const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** A key of our own for something that came without one: `Limpeza de pele` → `limpeza-de-pele`. */
export const slug = (text: string): string => folded(text).replaceAll(' ', '-').slice(0, 60);
