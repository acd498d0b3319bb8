import { pieces, wellFormed } from '../language/text-length.ts';
import { whatsAppLimits } from '../messaging/whatsapp-limits.ts';

/** Models think aloud in such tags; patients must not read it. */
const thoughts = /<think(?:ing)?>(?:(?!<\/think)[\s\S])*(?:<\/think(?:ing)?>|$)/gi;
const tableRule = /^[\s:|-]+$/;

/**
 * An answer as WhatsApp shows it: its own bold, bullets, no Markdown headings, links, tables or code. Changes no word, and
 * a text that has this form already stays as it is.
 */
export function whatsAppForm(text: string): string {
  const lines = wellFormed(text.replace(thoughts, ''))
    .split(/\n|<br ?\/?>/i)
    .filter((line) => !/^\s*(?:`{3,}|~{3,})/.test(line) && !isRule(line))
    .map((line) => formLine(line).trimEnd());
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** In as few bubbles as can hold it; `limit` in UTF-16 units, never cutting what a reader sees as one sign. */
export const bubblesOf = (text: string, limit: number = whatsAppLimits.textBody): readonly string[] =>
  pieces(whatsAppForm(text), limit);

const isRule = (line: string): boolean =>
  /^\s*(?:-{3,}|\*{3,}|_{3,}|(?:- ){2,}-|(?:\* ){2,}\*)\s*$/.test(line) ||
  (line.includes('|') && line.includes('-') && tableRule.test(line));

function formLine(line: string): string {
  const plain = inline(line.replace(/^(?:\s*>)+ ?/, ''));
  const heading = /^\s{0,3}#{1,6}\s+(\S.*)$/.exec(plain)?.[1];
  const title = heading?.replace(/[*#]/g, '').trim();
  if (title !== undefined) return title === '' ? '' : `*${title}*`;
  if (/^\s*\|.*\|\s*$/.test(plain)) return rowOf(plain);
  return plain.replace(/^\s*[-*+] (?=\S)/, '• ');
}

/** A row of a table as a line: `Limpeza: R$ 280,00`. */
const rowOf = (line: string): string => {
  const [first = '', ...rest] = line
    .trim()
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim().replace(/^(?:#{1,6} +)+/, ''))
    .filter(Boolean);
  return rest.length === 0 ? first : `• ${first}: ${rest.join(' · ')}`;
};

const inline = (line: string): string =>
  withoutDoubles(
    line
      .replace(
        /!?\[([^\][\n]{1,300})\]\(([^()\s]{1,300})[^()\n]{0,100}\)/g,
        (_, label: string, address: string) =>
          label === address || line.trimStart().startsWith('![') ? label : `${label}: ${address}`,
      )
      .replace(/<\/?(?:b|strong)>/gi, '*')
      .replace(/<\/?(?:i|em|u|p|div|span|ul|ol|h[1-6])>/gi, '')
      .replace(/<li>/gi, '• ')
      .replace(/<\/li>/gi, '')
      .replace(/`{1,3}/g, '')
      .replace(/\\([*_~#[\]()>|.!-])/g, '$1')
      .replace(/(\*{2,3}|_{2})(?=\S)([^*_\n]{1,500}?)(?<=\S)\1/g, '*$2*')
      .replace(/~~/g, '~'),
  );

/** Signs of Markdown that belong to no pair; taking one away may bring two others together. */
function withoutDoubles(line: string): string {
  let [before, after] = ['', line];
  while (before !== after) [before, after] = [after, after.replace(/\*{2,}|_{2,}/g, '')];
  return after;
}
