import { localTime } from '../../../domain/clinic/local-time.ts';
import { hourMinute } from '../../../domain/patient-messages/slot-phrases.ts';
import type { Appointment } from '../../../domain/scheduling/appointment.ts';
import { askYesAgain, sureMenu, yesMenu } from '../replies/own-appointments.ts';
import { onDay, subjectPhrase, timesMenu } from '../replies/times.ts';
import type { Reply, Situation } from '../reply.ts';
import { askService } from '../replies/booking.ts';
import type { HealthcareService } from '../../../domain/clinic/healthcare-service.ts';
import type { Choice } from '../../../domain/messaging/message.ts';
import type { AgendaSituation, BookingReply } from './agenda-answer.ts';
import { subjectOfRequest } from './subjects.ts';
import { given } from '../../../domain/given.ts';

/** Asks for the yes once more, e.g. after another question was answered. */
export function askAgain(held: Appointment, { context, dialogue }: AgendaSituation): BookingReply {
  const { serviceId, professionalId, slot, replaces } = held;
  const { date: day, minutes } = localTime(context.timeZone, slot.start);
  return {
    reply: askYesAgain(held, context),
    request: {
      ...(dialogue.request?.moving === replaces ? dialogue.request : {}),
      asked: 'confirmation',
      appointmentId: held.id,
      serviceId,
      ...given({ professionalId, moving: replaces }),
      when: { day, minutes },
    },
  };
}

/** Where a booking stands that something else was asked in between; nothing where it has not come to times yet. */
export function remindOfAgenda({ agenda, dialogue, context, today }: Situation): Reply | undefined {
  const { request } = dialogue;
  if (agenda === undefined || request === undefined) return undefined;
  const subject = subjectOfRequest(request, context);
  if (request.asked === 'confirmation' && request.appointmentId !== undefined) {
    const { day, minutes = 0 } = request.when ?? {};
    const when = day === undefined ? 'que reservei' : `${onDay(day, today)} às ${hourMinute(minutes)}`;
    return { text: `Sobre o horário ${when}: confirma?`, menu: yesMenu(request.appointmentId) };
  }
  if (request.asked === 'cancellation' && request.appointmentId !== undefined) {
    return { text: 'E o seu horário, quer mesmo cancelar?', menu: sureMenu(request.appointmentId) };
  }
  if (request.asked === 'service') return askServiceAgain(dialogue.offered, context.services);
  if (subject === undefined) return undefined;
  return {
    text: `Para ${request.moving === undefined ? 'marcar' : 'remarcar'} ${subjectPhrase(subject)}, é só escolher um horário.`,
    menu: timesMenu(subject),
  };
}

/** From what was offered: what was said before the question had narrowed it. */
function askServiceAgain(
  offered: readonly Choice[],
  services: readonly HealthcareService[],
): Reply | undefined {
  const open = services.filter(({ id }) => offered.some((choice) => choice.id === `book:${id}`));
  return open.length === 0
    ? undefined
    : { ...askService(open), text: 'E para marcar: qual atendimento você quer?' };
}
