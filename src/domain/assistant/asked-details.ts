import type { ServiceKind } from '../clinic/healthcare-service.ts';
import type { WantedTime } from './booking-wish.ts';
import type { Heard } from './hear.ts';
import type { Mentions } from './mentions.ts';
import { tellingWords, wordsOf } from './normalise-text.ts';
import { phraseFinder } from './phrase.ts';
import { serviceMark } from './topic.ts';

/** What a card with price, duration, preparation and people answers, or no question at all. */
const onCard = new Set(
  (
    'nao sim sao tem ter vai ver faz fez quer seu sua the dra aos uns isso quero queria gostaria saber sobre informacao informacoes mais detalhes tem fazem faz voces realizam oferecem trabalham fazer realizar ' +
    'dura demora tempo duracao quanto quantos minutos horas hora qual quais quem como funciona para tudo bem oi ola bom boa dia tarde noite ' +
    'obrigado obrigada favor consulta exame procedimento sessao tratamento servico interesse conhecer explica explicar existe aqui clinica'
  ).split(' '),
);

/** "O MAPA atrapalha o sono?": a service is named, and something is asked that its card does not say. */
export const asksBeyondCard = (marked: string): boolean =>
  tellingWords(marked).some((word) => word.length >= 3 && word !== serviceMark && !onCard.has(word));

const titleAndName = phraseFinder([
  'dr/dra !*ou/*iu/*ava/*asse/*esse/*aram/*eram/a/e/o/de/da/do/das/dos/que/com/em/na/no/para/por/ai/me/eu/meu/minha/voce/voces/tem/teria/atende/atender/atendem/faz/fazem/vai/esta/nao/so/pode/poderia/passou/pediu/receitou/disse/falou/mandou/hoje/amanha/segunda/terca/quarta/quinta/sexta/sabado/qual/quais/quem/quanto/onde/bom/boa/obrigado/obrigada/por/favor/ou/as/mais/muito/dermatologista/cardiologista/nutricionista/especialista/marcar/agendar/consulta/horario/SERVICE/ja/aceita/cobra/trabalha/volta/sera/gostaria/queria/quero/preciso/tudo _ !feira',
]);

export const isUnknownDoctor = ({ normal, mentions }: Pick<Heard, 'normal' | 'mentions'>): boolean =>
  mentions.practitioners.length === 0 &&
  titleAndName(wordsOf(normal).filter((word) => word.length > 2 || word === 'dr'));

export const kindIn = (normal: string): ServiceKind | undefined =>
  /\bconsultas?\b/.test(normal)
    ? 'consultation'
    : /\bexames?\b/.test(normal)
      ? 'exam'
      : /\bprocedimentos?\b/.test(normal)
        ? 'procedure'
        : undefined;

const saysPapers = phraseFinder(['levar/levo/trazer/documento/documentos']);

export const asksForPapers = ({ normal, mentions }: Pick<Heard, 'normal' | 'mentions'>): boolean =>
  mentions.services.length === 0 && saysPapers(wordsOf(normal));

/** "Vocês fazem botox?", not "o que vocês fazem?" */
export const namesSomething = (normal: string): boolean =>
  /\b(fazem|faz|tem|realizam?|oferecem?|tratam?|trabalham com) (?!outr|mais|o que|quais|que|qual|alg)[a-z]{4,}/.test(
    normal,
  ) &&
  kindIn(normal) === undefined &&
  !/\b(servicos?|especialidades?|tratamentos?)\b/.test(normal);

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
