import { entriesOf, itemsOf, understood, type Place } from './document/tolerant-json.ts';
import { textAt } from './document/written-values.ts';

/** Something the clinic says in its own words, e.g. topic `Estacionamento`. */
export type Note = { readonly topic: string; readonly text: string };

const deepest = 4;

/** Every text below a place; `true` and `false` are said as words, lists as one line. */
export function readNotes(place: Place, topic = '', depth = 0): readonly Note[] {
  if (depth > deepest) return [];
  if (typeof place.value === 'boolean') {
    return topic === '' ? [] : understood(place, [{ topic, text: place.value ? 'sim' : 'não' }]);
  }
  if (Array.isArray(place.value)) {
    const text = itemsOf(place)
      .flatMap((item) => textAt(item) ?? [])
      .join(', ');
    return text === '' ? [] : [{ topic, text }];
  }
  const text = textAt(place);
  if (text !== undefined) return [{ topic, text }];
  return entriesOf(place).flatMap(([key, child]) => readNotes(child, humanised(key), depth + 1));
}

/** `acesso_cadeirante` → `Acesso cadeirante` */
const humanised = (key: string): string => {
  const words = key.replace(/[_-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};
