import type { Appointment } from '../../../../domain/scheduling/appointment.ts';
import { awaitsCalendar, awaitsYes, stands } from '../../../../domain/scheduling/visits/patient-visits.ts';
import type { WantedTime } from '../../../../domain/scheduling/wanted-time.ts';
import { passConfirmation } from '../../replies/handover.ts';
import { listOwn, presenceNoted } from '../../replies/own-appointments.ts';
import type { Understanding } from '../../understanding/understand.ts';
import { wantedTimeIn } from '../../understanding/wanted-time.ts';
import type { AgendaAnswer, AgendaSituation, BookingReply } from '../agenda-answer.ts';
import { localDay } from '../listed-times.ts';
import { askAgain } from '../reminders.ts';
import { given } from '../../../../domain/given.ts';

/** "Minhas consultas". */
export async function tellOwn(understood: Understanding, situation: AgendaSituation): Promise<AgendaAnswer> {
  const meant = await namedAmongOwn(understood.normal, understood, situation);
  const held = await openHold(situation);
  return meant.length === 0 && held ? askAgain(held, situation) : askWhich(meant, 'show', situation);
}

/** "Confirmo a minha presença": of what is held or stands here; otherwise the clinic's people know. */
export async function confirmPresence(
  understood: Understanding,
  situation: AgendaSituation,
): Promise<AgendaAnswer> {
  const held = await openHold(situation);
  if (held) return askAgain(held, situation);
  const [first] = await namedAmongOwn(understood.normal, understood, situation);
  return {
    reply: first === undefined ? passConfirmation(situation) : presenceNoted(first, situation.context),
  };
}

export const openHold = async ({ agenda, now }: AgendaSituation): Promise<Appointment | undefined> =>
  (await agenda.appointments()).find((own) => awaitsYes(own, now));

/** Several could be meant; where to is kept in mind. */
export const askWhich = (
  meant: readonly Appointment[],
  act: 'show' | 'move' | 'cancel',
  situation: AgendaSituation,
  towards?: WantedTime,
): BookingReply => ({
  reply: listOwn(meant, act, situation),
  ...(meant.length > 1 && { request: { asked: 'which', act, ...given({ when: towards }) } }),
});

/** What stands, narrowed to what was named where that leaves something. */
export async function namedAmongOwn(
  said: string,
  { mentions, talk }: Understanding,
  situation: AgendaSituation,
): Promise<readonly Appointment[]> {
  const all = inOneVoice(await situation.agenda.appointments(), talk.change, situation);
  const day = wantedTimeIn(said, situation.today)?.day;
  const isMeant = [
    ({ slot }: Appointment) => localDay(slot.start, situation) === day,
    ({ serviceId }: Appointment) => mentions.services.some(({ id }) => id === serviceId),
    ({ professionalId }: Appointment) => mentions.professionals.some(({ id }) => id === professionalId),
  ];
  return isMeant.reduce((left, sign) => {
    const meant = left.filter(sign);
    return meant.length > 0 ? meant : left;
  }, all);
}

/** Of an appointment and the open request to move it, the one that is meant: who cancels, means both. */
export function inOneVoice(
  known: readonly Appointment[],
  change: 'cancel' | 'move' | undefined,
  { now }: AgendaSituation,
): readonly Appointment[] {
  const all = known.filter((own) => stands(own, now));
  const moves = all.filter((own) => awaitsCalendar(own) && all.some(({ id }) => id === own.replaces));
  return all.filter((own) =>
    change === 'cancel' ? !moves.includes(own) : !moves.some(({ replaces }) => replaces === own.id),
  );
}
