import { localTime } from '../../../domain/clinic/local-time.ts';
import type { Appointment } from '../../../domain/scheduling/appointment.ts';
import { askYesAgain } from '../replies/own-appointments.ts';
import type { AgendaReply, AgendaSituation } from './agenda-step.ts';

/** Asks for the yes once more, e.g. after another question was answered. */
export function askAgain(held: Appointment, { context, dialogue }: AgendaSituation): AgendaReply {
  const { serviceId, practitionerId, slot, replaces } = held;
  const { date: day, minutes } = localTime(context.timeZone, slot.start);
  return {
    reply: askYesAgain(held, context),
    wish: {
      ...(dialogue.wish?.moving === replaces ? dialogue.wish : {}),
      asked: 'confirmation',
      appointmentId: held.id,
      serviceId,
      ...(practitionerId !== undefined && { practitionerId }),
      ...(replaces !== undefined && { moving: replaces }),
      when: { day, minutes },
    },
  };
}
