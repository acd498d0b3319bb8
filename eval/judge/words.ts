/** Reading for the judge. On purpose it shares nothing with the reader that guards a model's words. */

/** Small letters without accents; signs stay. */
export const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase();

export type Said = {
  /** One sentence, plain. */
  readonly text: string;
  /** Its line, plain. */
  readonly line: string;
  /** What stands before it in the same bubble, plain. */
  readonly before: string;
  readonly isQuestion: boolean;
};

/** The sentences of a bubble; titles such as "Dra." end none. */
export function sentencesOf(text: string): readonly Said[] {
  const all = plain(text);
  let at = 0;
  return all.split('\n').flatMap((line) => {
    const start = at;
    at += line.length + 1;
    let from = 0;
    return line
      .split(/(?<=[a-z0-9)*"”][.!?]{1,3}\*?)(?<!\b(?:dra?|sra?|av|r|al|prof|profa|n)\.)\s+/)
      .map((sentence) => {
        const place = line.indexOf(sentence, from);
        from = place + sentence.length;
        return {
          text: sentence,
          line,
          before: all.slice(0, start + place),
          isQuestion: /\?[\s*)"]*$/.test(sentence),
        };
      })
      .filter(({ text: sentence }) => /[a-z0-9]/.test(sentence));
  });
}

const small = new Set(
  'para com uma por que dos das nos nas aos pela pelo sua seu suas seus voce esta este isso como mais muito tambem quando onde qual quais todo toda todos todas entre ate sem sobre'.split(
    ' ',
  ),
);

/** What a sentence is about: its longer words, each by its beginning. */
export const contentOf = (text: string): readonly string[] =>
  (plain(text).match(/[a-z]{3,}|\d+/g) ?? [])
    .filter((word) => !small.has(word))
    .map((word) => word.slice(0, 6));

/** Which part of the words of a sentence stands in a text. */
export function shareIn(sentence: string, text: string): number {
  const words = contentOf(sentence);
  const there = new Set(contentOf(text));
  return words.length === 0 ? 0 : words.filter((word) => there.has(word)).length / words.length;
}

export const isDenied = (text: string): boolean => /\b(?:nao|nem|nunca|nenhum|nenhuma|sem)\b/.test(text);
