import type { WantedTime } from '../../../domain/scheduling/wanted-time.ts';
import type { Mentions } from './named/mentions.ts';
import { wordsOf } from '../../../domain/language/normalise-text.ts';
import { phraseFinder } from '../../../domain/language/phrase.ts';
import { professionalMark } from './named/professional-names.ts';
import { serviceMark, type Topic } from './topic.ts';

const fewWords = 5;
const isDone = phraseFinder([
  'fiz/fizemos/fez/fui/tive/usei/estou/esta/tirei/coloquei/=marquei/=agendei/tenho',
]);

const wishes = phraseFinder([
  'quero/quer/queria/preciso/precisa/precisam/precisando/precisava/gostaria/procuro/procurando/necessito/marca/marque/agenda/agende/marcar [de/me/ai/para/ver/com/por/passar/fazer] [mim/nos/em/um] [um/uma/o/a/com/no/na] SERVICE',
  'bota/coloca/poe/arruma/arranja/ve/reserva/reserve/separa [ai/para/me] [mim/nos] [um/uma/o/a] [horario/hora] [de/para/com] [um/uma/o/a] SERVICE',
]);
const acts = phraseFinder([
  'quero/queria/preciso/precisava/gostaria/vou [de] !saber/entender/conhecer/perguntar/ver/falar/pagar/cancelar/confirmar/buscar/retirar *ar/*er/*ir [o/a/os/as/um/uma/meu/minha] SERVICE',
]);
const asksHow = phraseFinder([
  'como faz/faco/fazemos/funciona [para] [marcar/agendar/passar/consultar/ir] $',
]);
const isBeforePerson = phraseFinder([
  'me/nos atender/atende/atenda/atenderia/encaixar/encaixa/receber',
  'ver/consultar/passar/ir [um/uma/com/no/na/com/o/a] [horario] [o/a/com] [o/a] PROFESSIONAL',
  'marcar/marca/marque/marquem/agenda/agende/agendem/agendar/encaixa/encaixe [para] [mim/nos/um/uma] [um/uma] [horario/hora/consulta] [com/de/para/na/no] [a/o] PROFESSIONAL',
  'quero/queria/gostaria/preciso/prefiro [de] [uma/um] [consulta/horario/hora/vaga/ir/passar/consultar/atendimento] [com/de/na/no] [a/o] [_] PROFESSIONAL',
]);

type Wish = { readonly marked: string; readonly named: Mentions; readonly when: WantedTime | undefined };

/**
 * Asks for a time without a word for it: a service or a professional that is wanted, or named together with a day or a
 * part of it ("tem ortopedista semana que vem de tarde?"). Nothing else is asked about it.
 */
export function isImpliedRequest({ marked, named, when }: Wish, topics: ReadonlySet<Topic>): boolean {
  if (
    [...topics].some((topic) => !mayGoWith.has(topic)) ||
    named.services.length + named.professionals.length === 0
  )
    return false;
  const words = wordsOf(marked);
  if (words.length > mostWords) return false;
  if (named.services.length > 0 && (wishes(words) || acts(words) || asksHow(words))) return true;
  if (isDone(words)) return false;
  if (named.professionals.length > 0 && isBeforePerson(words)) return true;
  if (when === undefined) return false;
  if (named.services.length === 0) return isNothingElse(words);
  return topics.has('services') || isHead(words);
}

/** "Consulta com o ortopedista amanhã de manhã": the thing first, and when. */
const isHead = (words: readonly string[]): boolean => {
  const at = words.indexOf(serviceMark);
  return at >= 0 && (at <= 3 || !isQuestion(words)) && words.length <= 9;
};
const isQuestion = phraseFinder(['qual/quais/quem/quanto/quantos/quando/onde/como/porque/que']);

/** Somebody and a time, and not a word more: "Dra. Clara, quinta de manhã"; "atende quinta?" asks something. */
const isNothingElse = (words: readonly string[]): boolean =>
  words.includes(professionalMark) && words.every((word) => word === professionalMark || ofTime.test(word));
const ofTime =
  /^(segunda|terca|quarta|quinta|sexta|sabado|feira|hoje|amanha|dia|semana|que|vem|proxim[ao]|manha|tarde|noite|cedo|depois|antes|das?|as?|na|no|de|em|com|o|e|ou|pode|ser|para|\d{1,2}(h(\d{2})?)?|horas?|por|favor|bom|boa|oi|ola)$/;

/** Only sound like asking what there is. */
const mayGoWith: ReadonlySet<Topic> = new Set(['services', 'professionals', 'hours', 'menu']);
const mostWords = 16;

/** "Limpeza de pele quinta de manhã" asks for nothing by a verb, and means to be booked. */
export const isServiceOnDay = (
  marked: string,
  { services }: Mentions,
  when: WantedTime | undefined,
): boolean =>
  wordsOf(marked).length <= fewWords &&
  services.length === 1 &&
  (when?.day !== undefined || when?.period !== undefined) &&
  marked.includes(serviceMark) &&
  !isDone(wordsOf(marked));
