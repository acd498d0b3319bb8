import type { Note } from '../../../domain/clinic/note.ts';
import { normalised, tellingWords, wordsOf } from '../../../domain/language/normalise-text.ts';
import { sentence } from '../../../domain/language/phrasing.ts';
import { similarWords, type SimilarWords } from '../../../domain/language/similar-words.ts';

export const noteLines = (notes: readonly Note[]): string =>
  notes
    .map(({ topic, text }) => (topic === '' ? sentence(text) : `*${topic}:* ${sentence(text)}`))
    .join('\n');

/** Under which words clinics write down what patients ask for by others. */
const written: readonly (readonly [topics: string, said: string])[] = [
  ['estacionamento', 'estacionar estaciono carro moto vaga vagas manobrista valet garagem'],
  ['acessibilidade', 'cadeirante cadeirantes rodas rampa elevador mobilidade deficiente escada'],
  ['internet', 'wifi'],
  [
    'menores criancas idade',
    'crianca criancas bebe bebes menor adolescente infantil filho filha neto neta sobrinho sobrinha idade',
  ],
  ['telemedicina online', 'video videochamada teleconsulta teleatendimento telemedicina'],
  ['encaminhamento pedido', 'guia pedido encaminhamento'],
  ['domicilio domiciliar', 'casa domicilio'],
  ['chegue', 'chegar chego'],
  ['lanchonete restaurante cafeteria', 'comer lanchar lanche almocar cafezinho'],
  ['acompanhante', 'acompanhado acompanhada'],
];

const topicsFor = (word: string): readonly string[] =>
  written.filter(([, said]) => said.split(' ').includes(word)).flatMap(([topics]) => topics.split(' '));

type NoteWords = {
  readonly notes: readonly {
    readonly note: Note;
    readonly topic: readonly string[];
    readonly text: ReadonlySet<string>;
  }[];
  readonly similar: SimilarWords;
};

const prepared = new WeakMap<readonly Note[], NoteWords>();
const shortest = 4;

/** Prepared once for every list, and forgotten with it. */
function wordsOfNotes(list: readonly Note[]): NoteWords {
  const known = prepared.get(list);
  if (known) return known;
  const isLong = (word: string) => word.length >= shortest;
  const notes = list.map((note) => ({
    note,
    topic: wordsOf(normalised(note.topic)).filter(isLong),
    text: new Set(tellingWords(normalised(note.text)).filter(isLong)),
  }));
  const words = { notes, similar: similarWords(notes.flatMap(({ topic, text }) => [...topic, ...text])) };
  prepared.set(list, words);
  return words;
}

/** A question has few words; of a longer text the last ones are looked up. */
const mostLookedUp = 100;

/** Notes whose topic is named, or else `enough` telling words of whose text are. */
export function notesAbout(normal: string, lists: readonly (readonly Note[])[], enough = 2): readonly Note[] {
  const words = [...new Set(tellingWords(normal).filter((word) => word.length >= shortest))];
  const meant = words.slice(-mostLookedUp).flatMap((word) => [word, ...topicsFor(word)]);
  const all = lists.map(wordsOfNotes).flatMap(({ notes, similar }) => {
    const named = new Set(meant.flatMap((word) => similar.kin(word)));
    return notes.map(({ note, topic, text }) => ({
      note,
      isTopic: topic.some((word) => named.has(word)),
      hits: [...text].filter((word) => named.has(word)).length,
    }));
  });
  const byTopic = all.filter(({ isTopic }) => isTopic);
  return (byTopic.length > 0 ? byTopic : all.filter(({ hits }) => hits >= enough)).map(({ note }) => note);
}
