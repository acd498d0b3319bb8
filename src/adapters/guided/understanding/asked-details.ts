import type { ServiceKind } from '../../../domain/clinic/healthcare-service.ts';
import type { Understanding } from './understand.ts';
import { tellingWords, wordsOf } from '../../../domain/language/normalise-text.ts';
import { anyOf, phraseFinder } from '../../../domain/language/phrase.ts';
import { serviceMark } from './topic.ts';

/** What a card with price, duration, preparation and people answers, or no question at all. */
const onCard = new Set(
  [
    'nao sim sao tem ter vai ver faz fez quer seu sua the dra aos uns isso quero queria gostaria saber',
    'sobre informacao informacoes mais detalhes fazem voces realizam oferecem trabalham fazer realizar',
    'dura demora tempo duracao quanto quantos minutos horas hora qual quais quem como funciona para tudo',
    'bem oi ola bom boa dia tarde noite obrigado obrigada favor consulta exame procedimento sessao',
    'tratamento servico interesse conhecer explica explicar existe aqui clinica',
  ].flatMap((line) => line.split(' ')),
);

/** "O MAPA atrapalha o sono?": a service is named, and something is asked that its card does not say. */
export const asksBeyondCard = (marked: string): boolean =>
  tellingWords(marked).some((word) => word.length >= 3 && word !== serviceMark && !onCard.has(word));

/** What follows a title and is no name: "a doutora atende sábado?" */
const noNames = anyOf(
  serviceMark,
  '*ou *iu *ava *asse *esse *aram *eram a e o de da do das dos que com em na no para por ai me eu meu',
  'minha voce voces tem teria atende atender atendem faz fazem vai esta nao so pode poderia passou',
  'pediu receitou disse falou mandou hoje amanha segunda terca quarta quinta sexta sabado qual quais',
  'quem quanto onde bom boa obrigado obrigada por favor ou as mais muito dermatologista cardiologista',
  'nutricionista especialista marcar agendar consulta horario ja aceita cobra trabalha volta sera',
  'gostaria queria quero preciso tudo',
);
const titleAndName = phraseFinder([`dr/dra !${noNames} _`]);

export const isUnknownDoctor = ({ normal, mentions }: Pick<Understanding, 'normal' | 'mentions'>): boolean =>
  mentions.professionals.length === 0 && titleAndName(wordsOf(normal));

export const kindIn = (normal: string): ServiceKind | undefined =>
  /\bconsultas?\b/.test(normal)
    ? 'consultation'
    : /\bexames?\b/.test(normal)
      ? 'exam'
      : /\bprocedimentos?\b/.test(normal)
        ? 'procedure'
        : undefined;

const saysPapers = phraseFinder(['levar/levo/trazer/documento/documentos']);

export const asksForPapers = ({ normal, mentions }: Pick<Understanding, 'normal' | 'mentions'>): boolean =>
  mentions.services.length === 0 && saysPapers(wordsOf(normal));

/** "Vocês fazem botox?", not "o que vocês fazem?" */
export const namesSomething = (normal: string): boolean =>
  /\b(fazem|faz|tem|realizam?|oferecem?|tratam?|trabalham com) (?!outr|mais|o que|quais|que|qual|alg)[a-z]{4,}/.test(
    normal,
  ) &&
  kindIn(normal) === undefined &&
  !/\b(servicos?|especialidades?|tratamentos?)\b/.test(normal);

export const offersCare = (normal: string): boolean =>
  /\b(fazem|faz|realizam?|oferecem?|tratam?|trabalham)\b/.test(normal);

/** "Vocês abrem amanhã?" is about the house, whoever else is named. */
export const asksForClinic = (normal: string): boolean =>
  /\b(abre|abrem|fecha|fecham|abert[oa]s?|fechad[oa]s?)\b/.test(normal);
