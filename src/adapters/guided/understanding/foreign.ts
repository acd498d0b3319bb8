import { wordsOf } from '../../../domain/language/normalise-text.ts';

const english = new Set(
  (
    'hello hi hey good morning how much is the what where are you your open opening hours does can need want would like ' +
    'appointment book schedule speak english price cost doctor dentist dermatologist cardiologist insurance accept thank thanks please ' +
    'address located with my have for today tomorrow could there anyone someone help in to an of this it and'
  ).split(' '),
);

/** Enough by themselves. */
const foreign = new Set('english price prices appointment schedule bonjour salut merci combien'.split(' '));

/** Written in English, as far as a few common words tell. */
export function isEnglish(normal: string): boolean {
  const words = wordsOf(normal);
  const hits = words.filter((word) => english.has(word)).length;
  return words.some((word) => foreign.has(word)) || (hits >= 2 && hits / words.length >= 0.5);
}
