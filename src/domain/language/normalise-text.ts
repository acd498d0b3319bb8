import { abbreviations } from './abbreviations.ts';
import { folded } from './folded-text.ts';

/** Folded, with abbreviations written out and letters drawn out for effect ("oiiii") shortened. */
export const normalised = (text: string): string =>
  folded(text)
    .replace(/([a-z])\1{2,}/g, '$1')
    .replace(/([aei])\1\b/g, '$1')
    .split(' ')
    .map((word) => abbreviations.get(word) ?? word)
    .join(' ');

export const wordsOf = (normal: string): readonly string[] => normal.split(' ').filter(Boolean);

/** Words that tell nothing apart. */
const filler = new Set(
  'a o as os e de da do das dos em no na nos nas um uma uns umas com sem por para pelo pela ao aos que se ou eu me meu minha voces voce isso esse essa este esta esses la ai sobre ate'.split(
    ' ',
  ),
);

export const tellingWords = (normal: string): readonly string[] =>
  wordsOf(normal).filter((word) => !filler.has(word) && word.length > 1);
