import { localTime } from '../../../domain/clinic/local-time.ts';
import type { Appointment } from '../../../domain/scheduling/appointment.ts';
import { silencesAssistant } from '../../../domain/assistant/handover.ts';
import { keptForPeople } from '../replies/own-appointments.ts';
import type { Reply } from '../reply.ts';
import type { Response } from '../respond.ts';
import type { AgendaQuestion } from '../../../application/assistant/agenda-questions.ts';
import { appointmentsKnown, missing } from './agenda.ts';
import { awaitsYes, ownQuestion, release, type AgendaSituation } from './agenda-step.ts';
import { bookedPhrase, hourMinute } from '../../../domain/patient-messages/slot-phrases.ts';

/** People need longer than the assistant: a held time is kept so many times as long for them. */
const timesAsLong = 3;

/**
 * A time that is kept does not run out unseen while people take over: they are told of it, and it is kept longer. The
 * hold is renewed under another id, because what is held cannot be prolonged. An emergency waits for nothing and changes
 * nothing: what was kept runs out.
 */
export function holdForPeople(
  response: Response,
  situation: AgendaSituation,
): Response | { readonly asks: readonly AgendaQuestion[] } {
  const { agenda, context, dialogue, now } = situation;
  const handover = response.replies.find((reply) => reply.handover)?.handover;
  const isOpen = dialogue.holdId !== undefined && (response.changes ?? []).length === 0;
  const isForPeople = handover && handover.reason !== 'emergency' && silencesAssistant(handover.reason);
  if (!isForPeople || !isOpen) return response;
  const unknown = missing(agenda, [ownQuestion(situation)]);
  if (unknown && 'asks' in unknown) return unknown;
  const held = appointmentsKnown(agenda).find((own) => awaitsYes(own, now));
  if (held === undefined) return response;

  const until = new Date(now.getTime() + timesAsLong * agenda.holdMs);
  const untilText = hourMinute(localTime(context.timeZone, until).minutes);
  const what = bookedPhrase(held, context).replaceAll('*', '');
  const note = ` Há um horário reservado até ${untilText}, que o paciente ainda não confirmou: ${what}.`;
  return {
    ...response,
    replies: [
      ...response.replies.map((reply) => withNote(reply, note)),
      keptForPeople(held, untilText, context),
    ],
    changes: [release(held.id, now), { change: 'hold', appointment: renewed(held, until, situation) }],
  };
}

const withNote = (reply: Reply, note: string): Reply =>
  reply.handover === undefined
    ? reply
    : { ...reply, handover: { ...reply.handover, summary: `${reply.handover.summary}${note}` } };

const renewed = (held: Appointment, holdExpiresAt: Date, { agenda, now }: AgendaSituation): Appointment => ({
  ...held,
  id: agenda.nextId,
  seriesId: held.replaces === undefined ? agenda.nextId : held.seriesId,
  holdExpiresAt,
  version: 1,
  createdAt: now,
});
