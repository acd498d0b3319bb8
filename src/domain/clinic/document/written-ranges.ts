import { timeOfDay } from './written-time.ts';

/** Minutes after midnight; the end may be before the beginning: then it is of the next day. */
export type WrittenSpan = readonly [from: number, to: number];
type WrittenHours = { readonly open: readonly WrittenSpan[]; readonly breaks: readonly WrittenSpan[] };

const longest = 200;
const minutesPerDay = 1_440;
const time = String.raw`\d{1,2}(?::\d{2}(?::\d{2})?|\.\d{2}| ?(?:horas?|hs|hrs|h)(?: ?\d{2})?)?(?: ?(?:min|hs|hrs|h)\b)?`;
const between = String.raw` ?(?:-|–|—|\bas\b|\bate(?: as)?\b|\bao?\b|\be\b) ?`;
const before = String.raw`(?:\b(?:das|de|entre as|entre|desde as) )?`;
const range = new RegExp(`${before}(${time})${between}(${time})`, 'g');
const leftOver = /^(?:[\s,;/|+&()]|\be\b|\bdepois\b|\btambem\b)*$/;
const isBreak =
  /(?:intervalo|almoco|pausa|exceto|fechad[oa]|menos|descanso)(?:\s+(?:para|de|do|da|almoco|com|entre))*[\s:(]*$/;

/**
 * "08:00 às 12:00 e 14:00 às 18:00", "8h-18h (almoço 12h-13h)", "22h às 02h": every range of the text, those after
 * "intervalo" as breaks. `undefined` when anything else is said.
 */
export function writtenHours(text: string): WrittenHours | undefined {
  if (text.length > longest) return undefined;
  const plain = plainTimes(text);
  const open: WrittenSpan[] = [];
  const breaks: WrittenSpan[] = [];
  let rest = '';
  let after = 0;
  for (const match of plain.matchAll(range)) {
    const said = plain.slice(after, match.index);
    const [from, to] = [timeOfDay(match[1]), timeOfDay(match[2])];
    if (from === undefined || to === undefined) return undefined;
    const breakWord = isBreak.exec(said);
    (breakWord ? breaks : open).push([from, to]);
    rest += breakWord ? said.slice(0, breakWord.index).replace(/\bcom\s*$/, '') : said;
    after = match.index + match[0].length;
  }
  rest += plain.slice(after);
  return open.length > 0 && leftOver.test(rest) ? { open, breaks } : undefined;
}

/** Times in one spelling; what only says that the night is crossed is left out. */
const plainTimes = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\(?\b(?:do|no|de|ate o)?\s*dia seguinte\b\)?/g, ' ')
    .replace(/\bmeio[- ]dia(?:\s+e\s+meia)?\b/g, (noon) => (noon.endsWith('meia') ? '12:30' : '12:00'))
    .replace(/\bmeia[- ]noite\b/g, '24:00')
    .replace(/\b(?:da|pela)\s+(?:manha|madrugada)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** A day that is written to end a minute before midnight ends at midnight. */
export const endOfSpan = ([from, to]: WrittenSpan): number => {
  const end = to === minutesPerDay - 1 ? minutesPerDay : to;
  return end <= from ? end + minutesPerDay : end;
};
