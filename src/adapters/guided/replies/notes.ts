import type { Note } from '../../../domain/clinic/note.ts';
import { isKin } from '../../../domain/language/likeness.ts';
import { normalised, tellingWords, wordsOf } from '../../../domain/language/normalise-text.ts';
import { sentence } from '../../../domain/language/phrasing.ts';

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
  ['acompanhante', 'acompanhado acompanhada'],
];

const topicsFor = (word: string): readonly string[] =>
  written.filter(([, said]) => said.split(' ').includes(word)).flatMap(([topics]) => topics.split(' '));

/** Notes whose topic is named, or else `enough` telling words of whose text are. */
export function notesAbout(normal: string, notes: readonly Note[], enough = 2): readonly Note[] {
  const words = tellingWords(normal).filter((word) => word.length >= 4);
  const meant = words.flatMap((word) => [word, ...topicsFor(word)]);
  const isNamed = (sign: string) => sign.length >= 4 && meant.some((word) => isKin(word, sign));
  const byTopic = notes.filter(({ topic }) => wordsOf(normalised(topic)).some(isNamed));
  if (byTopic.length > 0) return byTopic;
  return notes.filter(({ text }) => new Set(tellingWords(normalised(text)).filter(isNamed)).size >= enough);
}
