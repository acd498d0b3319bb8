/**
 * What others wrote, without what a terminal would obey: it could hide lines, write over them, or send keys. Line breaks
 * stay.
 */
export const terminalText = (text: string): string => text.replaceAll(obeyed, '');
const obeyed = /[^\P{Cc}\n]|[\p{Cf}\u2028\u2029]/gu;

/** A JSON document, in which such letters are written as escapes: it reads the same. */
export const jsonText = (value: unknown, indent?: number): string =>
  JSON.stringify(value ?? null, null, indent).replaceAll(obeyed, escaped);
const escaped = (letter: string): string =>
  Array.from(
    { length: letter.length },
    (_, n) => `\\u${letter.charCodeAt(n).toString(16).padStart(4, '0')}`,
  ).join('');

/** The same as one line of at most so many letters. */
export function terminalLine(text: string, most = Number.POSITIVE_INFINITY): string {
  const letters = Array.from(terminalText(text.replaceAll(/\s+/g, ' ')));
  return letters.length > most ? `${letters.slice(0, most).join('')}…` : letters.join('');
}
