import type { WantedTime } from '../../../domain/scheduling/wanted-time.ts';
import type { Mentions } from './mentions.ts';
import { wordsOf } from '../../../domain/language/normalise-text.ts';
import { phraseFinder } from '../../../domain/language/phrase.ts';
import { serviceMark } from './topic.ts';

const fewWords = 5;
const isDone = phraseFinder([
  'fiz/fizemos/fez/fui/tive/usei/estou/esta/tirei/coloquei/marquei/agendei/tenho',
]);

/** "Limpeza de pele quinta de manhã" asks for nothing by a verb, and means to be booked. */
export const isServiceOnDay = (
  marked: string,
  { services }: Mentions,
  when: WantedTime | undefined,
): boolean =>
  wordsOf(marked).length <= fewWords &&
  services.length === 1 &&
  when?.day !== undefined &&
  marked.includes(serviceMark) &&
  !isDone(wordsOf(marked));
