import { wellFormed } from '../text-length.ts';

/** A text for reading facts in it: `flat` has the same length as `shown`, without accents and in lower case. */
export type FlatText = { readonly shown: string; readonly flat: string };

/** Invisible signs, and marks that make a sign another: zero width, directions, variations. */
const unseen = /[\p{Cf}\p{Me}\p{Mn}]/gu;

/** Full-width and superscript digits become plain ones, so that nothing is hidden from the reader that a patient sees. */
export function flatText(text: string): FlatText {
  const composed = wellFormed(text.replace(/[\u00BA\u00AA]/g, 'o')).normalize('NFKC');
  const shown = composed.replace(unseen, '');
  return { shown, flat: Array.from({ length: shown.length }, (_, at) => plain(shown.charAt(at))).join('') };
}

const known = new Map<string, string>();

/** One unit for one unit: what would grow or shrink stays as it is. */
function plain(unit: string): string {
  const code = unit.charCodeAt(0);
  if (code < 128) return unit.toLowerCase();
  let flat = known.get(unit);
  if (flat === undefined) {
    const base = unit.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    flat = base.length === 1 ? base : unit;
    if (known.size < 2_000) known.set(unit, flat);
  }
  return flat;
}
