import { rightWords } from './known-words.ts';

/** Names of people that are words, too, and seldom meant as names. */
const everyday = new Set(
  'dias dia horas hora flor luz sol reis rei campos rosa boa bom paz santos domingos domingo clara claro vale costa pires ramos neves castro prado'.split(
    ' ',
  ),
);

/** Whether a word that somebody bears as a name says something else as well. */
export const isEverydayName = (word: string): boolean => everyday.has(word) || rightWords.has(word);
