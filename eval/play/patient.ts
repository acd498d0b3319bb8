import { localTime } from '../../src/domain/clinic/local-time.ts';
import { agendaTap } from '../../src/domain/patient-messages/choice-ids.ts';
import type { Choice, OutboundContent } from '../../src/domain/messaging/message.ts';
import type { Goal } from '../dialogue.ts';
import { timeZone, type ClinicWorld } from '../world/clinic-world.ts';

/** What a patient does next: taps, writes, or is done. */
export type Move = { readonly tap: Choice } | { readonly say: string } | undefined;

export const choicesOf = (contents: readonly OutboundContent[]): readonly Choice[] =>
  contents.flatMap((content) =>
    content.type === 'buttons'
      ? content.buttons
      : content.type === 'list'
        ? content.sections.flatMap(({ rows }) => rows)
        : [],
  );

/** Whether a moment is one that the patient wants. */
export function suits(start: Date, professionalId: string | undefined, goal: Goal): boolean {
  const { date, minutes } = localTime(timeZone, start);
  const minutesOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  return (
    (goal.on === undefined || goal.on === date) &&
    (goal.from === undefined || minutes >= minutesOf(goal.from)) &&
    (goal.to === undefined || minutes < minutesOf(goal.to)) &&
    (goal.with === undefined || goal.with === professionalId)
  );
}

/** A patient who knows what is wanted, reads the last answer, and taps on what fits it. */
export function nextMove(contents: readonly OutboundContent[], goal: Goal, world: ClinicWorld): Move {
  const choices = choicesOf(contents);
  const { context } = world;
  const held = [...world.db.book.appointments.values()]
    .map(({ appointment }) => appointment)
    .find(({ state, requestedAt }) => state === 'held' && requestedAt === undefined);
  const isRight =
    held !== undefined &&
    (goal.service === undefined || held.serviceId === goal.service) &&
    suits(held.slot.start, held.professionalId, goal);
  const act = (name: string) => choices.find(({ id }) => id.split(':')[0] === name);

  const sure = act('sure');
  if (sure && goal.act === 'cancel') return { tap: sure };
  const confirm = act('confirm');
  if (confirm && (goal.act === 'book' || goal.act === 'move' || goal.act === 'confirm')) {
    const other = act('other');
    if (isRight) return { tap: confirm };
    return other ? { tap: other } : { say: goal.when ?? 'outro horário' };
  }
  const slots = choices.filter(({ id }) => id.startsWith('slot:'));
  const fit = slots.find(({ id }) => {
    const tap = agendaTap(id, context);
    return tap?.act === 'slot' && suits(tap.at, tap.subject.professional?.id, goal);
  });
  if (fit) return { tap: fit };
  const day = choices.find(({ id }) => {
    const tap = agendaTap(id, context);
    return tap?.act === 'on' && tap.day === goal.on && isInPeriod(tap.period, goal);
  });
  if (day) return { tap: day };
  if (slots.length > 0) {
    const further = act('more') ?? act('days');
    if (further) return { tap: further };
  }
  const service = choices.find(({ id }) => id === `book:${goal.service ?? ''}`);
  if (service) return { tap: service };
  const professional = choices.find(({ id }) => id === `with:${goal.with ?? ''}`) ?? act('anyone');
  if (professional) return { tap: professional };
  const known = act('patient');
  if (known) return { tap: known };
  const own = act(goal.act === 'book' ? '' : goal.act);
  if (own && goal.act !== 'confirm') return { tap: own };
  const soon = act('days') ?? act('soon');
  if (soon) return { tap: soon };
  const asks = contents.some(({ body }) => body.includes('?'));
  return asks && goal.when !== undefined ? { say: goal.when } : undefined;
}

const isInPeriod = (period: string, { from, to }: Goal): boolean => {
  const spans: Readonly<Record<string, readonly [string, string]>> = {
    morning: ['00:00', '12:00'],
    afternoon: ['12:00', '18:00'],
    evening: ['18:00', '24:00'],
  };
  const [start, end] = spans[period] ?? ['00:00', '24:00'];
  return (from === undefined || from < end) && (to === undefined || to > start);
};
