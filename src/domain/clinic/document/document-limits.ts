/**
 * How much of a clinic's document is used. More is cut, and whoever saves the document is told so. Every limit is far
 * beyond what clinics write; together they bound what one turn can cost.
 */
export const documentLimits = {
  /** Characters of UTF-8 JSON; more is refused. */
  document: 512 * 1_024,
  text: 2_000,
  greeting: 1_000,
  name: 100,
  /** Of one list or one object. */
  items: 500,
  /** Consultations, exams and procedures together. */
  services: 600,
  professionals: 200,
  rooms: 200,
  /** Of lists inside an item, e.g. the health plans of a service. */
  partsOfItem: 60,
  notes: 200,
  /** Of all notes of one section. */
  noteCharacters: 20_000,
  /** Of one day, and breaks in it. */
  intervals: 12,
  findings: 200,
} as const;

const shown = new Intl.NumberFormat('pt-BR');

export const tooLongText = (most: number): string =>
  `O texto passa de ${shown.format(most)} caracteres; uso só o começo.`;

export const tooManyItems = (most: number, what = 'itens'): string =>
  `Há mais de ${shown.format(most)} ${what}; uso só os primeiros ${shown.format(most)}.`;
