const graphemes = new Intl.Segmenter('pt-BR', { granularity: 'grapheme' });

// Postgres refuses both in JSON, and Meta the whole message.
const unsendable = /[\u0000-\u0008\u000B-\u001F\u007F]|\p{Surrogate}/gu;

/** Blank to the eye, though not to `trim`: zero-width spaces, joiners and direction marks. */
const invisible = /^[\s\p{Cf}\u2800\u3164\u115F\u1160\uFFA0]*$/u;

export function wellFormed(text: string): string {
  const clean = text.replace(/\r\n?/g, '\n').replace(unsendable, '').trim();
  return invisible.test(clean) ? '' : clean;
}

/** At most `limit` UTF-16 units, never ending inside a character as the reader sees it. */
function head(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let end = 0;
  // The window is wide enough for the grapheme that crosses the limit to be seen as one.
  for (const { index, segment } of graphemes.segment(text.slice(0, limit + 64))) {
    if (index + segment.length > limit) break;
    end = index + segment.length;
  }
  if (end > 0) return text.slice(0, end);
  // A single grapheme beyond the limit (letters under heaps of accents): whole code points at least.
  return text.slice(0, limit).replace(/[\uD800-\uDBFF]$/, '');
}

/** One line, cut with an ellipsis, at a word where one ends near. */
export function clipped(text: string, limit: number): string {
  const line = wellFormed(text).replace(/\s+/g, ' ');
  if (line.length <= limit) return line;
  const cut = head(line, limit - 1);
  const atWord = cut.slice(0, Math.max(0, cut.lastIndexOf(' ')));
  const kept = atWord.length >= limit * 0.6 ? atWord : cut;
  return `${withoutLast(' ,;:(–-', kept)}…`;
}

function withoutLast(signs: string, text: string): string {
  let end = text.length;
  while (end > 0 && signs.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** The text in pieces of at most `limit` units, cut between paragraphs, lines, or words, as late as possible. */
export function pieces(text: string, limit: number): readonly string[] {
  const result: string[] = [];
  let rest = wellFormed(text);
  while (rest.length > limit) {
    const most = head(rest, limit);
    const cut = ['\n\n', '\n', ' '].map((gap) => most.lastIndexOf(gap)).find((index) => index > limit / 2);
    const piece = most.slice(0, cut);
    result.push(piece);
    rest = rest.slice(piece.length).trimStart();
  }
  return [...result, rest].map(wellFormed).filter((piece) => piece !== '');
}
