import { weekdayOf } from '../../../../domain/clinic/local-time.ts';
import { wordsOf } from '../../../../domain/language/normalise-text.ts';
import { phraseFinder } from '../../../../domain/language/phrase.ts';
import type { Appointment } from '../../../../domain/scheduling/appointment.ts';
import type { Topic } from '../../understanding/topic.ts';
import type { Understanding } from '../../understanding/understand.ts';
import type { AgendaAnswer, AgendaSituation } from '../agenda-answer.ts';
import { actOn, changeOwn } from './change-own-appointment.ts';
import { localDay } from '../listed-times.ts';
import { inOneVoice, tellOwn } from './own-appointments.ts';
import { besideVisit } from './relative-time.ts';

const weekday = 'segunda/terca/quarta/quinta/sexta/sabado';
const isOwn = phraseFinder([
  'minha/meu/minhas/meus',
  'tenho/estou/lembra/lembrar/esqueci/ficou/ficamos',
  'marcada/marcado/agendada/agendado/confirmada/confirmado',
]);
const asksOfIt = phraseFinder([
  'quando',
  'que/qual [e/o/a] dia/hora/horas/horario/data',
  'com quem',
  'de pe',
  `${weekday} [feira] ou ${weekday}`,
  'esta/foi/ficou [mesmo/tudo] confirmada/confirmado/marcada/marcado/agendada/agendado',
]);
const isChoiceOfDays = phraseFinder([`e/sera/ficou [na/para] [a] ${weekday} [feira] ou [na] ${weekday}`]);
/** Asks when somebody works, not when one comes. */
const asksOfClinic = phraseFinder(['atende/atendem/atendimento/abre/abrem/funciona/trabalha']);
const movesIt = phraseFinder([
  `da/consigo/posso/pode/tem/queria/quero/preciso/gostaria [como] [para/de] jogar/empurrar/mudar/trocar/puxar/adiar/transferir [o/a] [minha/meu/_] [_] [_] [_] para [a/o/outro/outra/proxima/mais] ${weekday}/dia/amanha/semana/tarde/cedo/data/horario`,
  `joga/jogue/empurra/empurre/muda/mude/troca/troque/puxa/transfere/transfira/adia [o/a] [minha/meu/_] [_] [_] [_] para [a/o/outro/outra/proxima/mais] ${weekday}/dia/amanha/semana/tarde/cedo/data/horario`,
]);
const longest = 14;

/** Opening hours, services and people are only asked about as they concern the visit. */
const mayConcernIt: ReadonlySet<Topic> = new Set([
  'hours',
  'services',
  'professionals',
  'booking',
  'own-booking',
  'menu',
]);

/**
 * What is asked or said of the patient's own visits without the usual words for it: the book is there to be asked.
 * `undefined` where nothing that stands is meant.
 */
export async function aboutOwnVisit(
  understood: Understanding,
  situation: AgendaSituation,
): Promise<AgendaAnswer | undefined> {
  const { normal, topics, talk, when, health } = understood;
  const words = wordsOf(normal);
  if (situation.dialogue.request !== undefined || talk.change === 'cancel' || health !== undefined)
    return undefined;
  if (words.length > longest || [...topics].some((topic) => !mayConcernIt.has(topic))) return undefined;
  const isMove = movesIt(words);
  const isAsked = asksOfIt(words) && !asksOfClinic(words) && (isOwn(words) || isChoiceOfDays(words));
  const isRefused = when?.except?.day !== undefined;
  if (!isMove && !isAsked && !isRefused && talk.step === undefined) return undefined;

  const meant = ownMeant(inOneVoice(await situation.agenda.appointments(), undefined, situation), understood);
  const [only] = meant;
  if (only === undefined) return undefined;
  if (isMove) return changeOwn({ ...understood, talk: { ...talk, change: 'move' } }, situation);
  if (isAsked) return tellOwn(understood, situation);
  if (meant.length > 1) return undefined;
  const day = localDay(only.slot.start, situation);
  if (isRefused) {
    const { except, ...towards } = when;
    const isOfIt = except?.day !== undefined && weekdayOf(except.day) === weekdayOf(day);
    return isOfIt
      ? actOn(only, 'move', Object.keys(towards).length > 0 ? towards : undefined, situation)
      : undefined;
  }
  if (when?.day !== day || topics.has('booking')) return undefined;
  return actOn(only, 'move', besideVisit(only, normal, when, situation), situation);
}

/** What stands and was named; all of it where nothing is named. */
function ownMeant(all: readonly Appointment[], { mentions }: Understanding): readonly Appointment[] {
  const { services, professionals } = mentions;
  if (services.length + professionals.length === 0) return all;
  return all.filter(
    (own) =>
      services.some(({ id }) => id === own.serviceId) ||
      (services.length === 0 && professionals.some(({ id }) => id === own.professionalId)),
  );
}
