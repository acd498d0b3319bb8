import { weekdayOf } from '../../../../domain/clinic/local-time.ts';
import type { Appointment } from '../../../../domain/scheduling/appointment.ts';
import type { WantedTime } from '../../../../domain/scheduling/wanted-time.ts';
import type { Understanding } from '../../understanding/understand.ts';
import { wordsOf } from '../../../../domain/language/normalise-text.ts';
import { phraseFinder } from '../../../../domain/language/phrase.ts';
import type { Topic } from '../../understanding/topic.ts';
import { wantedTimeIn } from '../../understanding/wanted-time.ts';
import type { AgendaAnswer, AgendaSituation } from '../agenda-answer.ts';
import { actOn } from './change-own-appointment.ts';
import { askWhich, inOneVoice } from './own-appointments.ts';
import { localDay } from '../listed-times.ts';
import { matches } from '../wanted-times.ts';

/** Places in a list, as they are said; the last one is counted from the end. */
const places: readonly (readonly [index: number, isSaid: (words: readonly string[]) => boolean])[] = [
  [0, phraseFinder(['=primeira/=primeiro/=1a/=1o', 'de cima', 'mais proxima/proximo/cedo/perto'])],
  [1, phraseFinder(['=segunda/=segundo/=2a/=2o !feira', 'do meio'])],
  [2, phraseFinder(['=terceira/=terceiro/=3a/=3o'])],
  [-1, phraseFinder(['=ultima/=ultimo', 'de baixo', 'mais longe/tarde'])],
];

/** The answer to "qual horário você quer cancelar?"; `undefined` when something else is talked about. */
export async function answerToWhich(
  understood: Understanding,
  situation: AgendaSituation,
): Promise<AgendaAnswer | undefined> {
  const { request } = situation.dialogue;
  if (request?.asked !== 'which') return undefined;
  const { courtesy, topics, talk } = understood;
  const isOfElse = [...topics].some((topic) => !ofOwn.has(topic));
  if (courtesy.declines || isOfElse) return undefined;
  const act = talk.change ?? request.act ?? 'show';
  const [which = '', ...towards] = act === 'move' ? understood.normal.split(' para ') : [understood.normal];
  const all = inOneVoice(await situation.agenda.appointments(), act === 'show' ? undefined : act, situation);
  const meant = meantOf(all, which, understood, situation);
  if (meant === undefined && !courtesy.agrees && talk.change === undefined) return undefined;
  const [only] = meant ?? [];
  const when = wantedTimeIn(towards.join(' para '), situation.today) ?? request.when;
  if (only !== undefined && meant?.length === 1) return actOn(only, act, when, situation);
  return askWhich(meant ?? all, act, situation, when);
}

const ofOwn: ReadonlySet<Topic> = new Set([
  'change-booking',
  'own-booking',
  'confirm-booking',
  'booking',
  'hours',
  'services',
  'professionals',
]);

/** Those that fit what was said, by the first sign that fits any. */
function meantOf(
  all: readonly Appointment[],
  which: string,
  { mentions }: Understanding,
  situation: AgendaSituation,
): readonly Appointment[] | undefined {
  // as an answer to "which one?" these are both, not an hour
  const when = /^as (duas|tres)$/.test(which) ? undefined : wantedTimeIn(which, situation.today);
  const words = wordsOf(which);
  const at = places.find(([, isSaid]) => isSaid(words))?.[0];
  const placed = at === undefined ? undefined : all.at(at);
  const readings: readonly (readonly Appointment[])[] = [
    when === undefined ? [] : all.filter((own) => matches(own, when, situation.context.timeZone)),
    all.filter(({ serviceId }) => mentions.services.some(({ id }) => id === serviceId)),
    all.filter(({ professionalId }) => mentions.professionals.some(({ id }) => id === professionalId)),
    placed === undefined ? [] : [placed],
    // "a de quinta" may be in three weeks
    when === undefined ? [] : all.filter((own) => isSameWeekday(own, when, situation)),
  ];
  return readings.find(({ length }) => length > 0);
}

const isSameWeekday = ({ slot }: Appointment, { day }: WantedTime, situation: AgendaSituation): boolean =>
  day !== undefined && weekdayOf(localDay(slot.start, situation)) === weekdayOf(day);
