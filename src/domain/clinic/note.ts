import { documentLimits } from './document/document-limits.ts';
import { entriesOf, itemsOf, report, understood, type Place } from './document/tolerant-json.ts';
import { textAt } from './document/written-values.ts';

/** Something the clinic says in its own words, e.g. topic `Estacionamento`. */
export type Note = { readonly topic: string; readonly text: string };

const deepest = 4;

/** Every text below a place, up to a bound; `true` and `false` are said as words, lists as one line. */
export function readNotes(section: Place): readonly Note[] {
  const notes: Note[] = [];
  let left: number = documentLimits.noteCharacters;
  for (const note of notesBelow(section)) {
    left -= note.topic.length + note.text.length;
    if (left < 0 || notes.length >= documentLimits.notes) {
      report(section, tooManyNotes);
      break;
    }
    notes.push(note);
  }
  return notes;
}

const tooManyNotes = 'Há texto demais nesta parte; uso só o começo dela.';

function* notesBelow(place: Place, topic = '', depth = 0): Generator<Note> {
  if (depth > deepest) return;
  if (typeof place.value === 'boolean') {
    if (topic !== '') yield understood(place, { topic, text: place.value ? 'sim' : 'não' });
    return;
  }
  if (Array.isArray(place.value)) {
    const text = itemsOf(place)
      .flatMap((item) => textAt(item) ?? [])
      .join(', ');
    if (text !== '') yield { topic, text };
    return;
  }
  const text = textAt(place);
  if (text !== undefined) yield { topic, text };
  else for (const [key, child] of entriesOf(place)) yield* notesBelow(child, humanised(key), depth + 1);
}

/** `acesso_cadeirante` → `Acesso cadeirante` */
const humanised = (key: string): string => {
  const words = key.slice(0, documentLimits.name).replace(/[_-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};
