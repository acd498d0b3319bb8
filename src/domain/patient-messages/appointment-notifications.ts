import type { ClinicContext } from '../clinic/clinic-context.ts';
import { localTime } from '../clinic/local-time.ts';
import { openAt } from '../clinic/opening-hours.ts';
import type { OutboundContent } from '../messaging/message.ts';
import { fitToWhatsApp } from '../messaging/whatsapp-limits.ts';
import type { Appointment } from '../scheduling/appointment.ts';
import type { Subject } from '../scheduling/visits/subject.ts';
import { appointmentChoice, subjectChoice } from './choice-ids.ts';
import { bookedPhrase, slotPhrase, whatPhrase } from './slot-phrases.ts';
import { paragraphs } from '../language/phrasing.ts';
import { talkToTeam, teamGoesOn } from './team-goes-on.ts';
import { confirmation, reminder } from './visit-texts.ts';
import { given } from '../given.ts';

/**
 * `moved-by-clinic`, `cancelled`: by the clinic, and the patient learns it first from here. `slot-taken`: the calendar had
 * something else at this time. `calendar-failure`: it could not be written to; a human goes on. `waiting`: it takes longer
 * than usual. `waiting-for-hours`: Google writes nothing to the calendar for now. `reminder`: of a visit to come.
 */
export type AppointmentNotification =
  | 'confirmed'
  | 'moved'
  | 'moved-by-clinic'
  | 'cancelled'
  | 'slot-taken'
  | 'calendar-failure'
  | 'waiting'
  | 'waiting-for-hours'
  | 'reminder';

type Visit = Pick<Appointment, 'id' | 'serviceId' | 'serviceName' | 'professionalId' | 'slot' | 'replaces'>;

/**
 * What the patient learns when the calendar has answered: always one message, within WhatsApp's limits. Only here is
 * an appointment ever called confirmed.
 */
export function tellOfAppointment(
  kind: AppointmentNotification,
  appointment: Visit,
  context: ClinicContext,
  now: Date,
): OutboundContent {
  const content = say(kind, appointment, context, now);
  const [fitted = content] = fitToWhatsApp(content);
  return fitted;
}

function say(
  kind: AppointmentNotification,
  visit: Visit,
  context: ClinicContext,
  now: Date,
): OutboundContent {
  const when = slotPhrase(visit.slot.start, context.timeZone);
  switch (kind) {
    case 'confirmed':
    case 'moved':
    case 'moved-by-clinic':
      return {
        type: 'buttons',
        body: confirmation(kind, visit, context),
        buttons: [
          { id: appointmentChoice('move', visit.id), title: 'Remarcar' },
          { id: appointmentChoice('cancel', visit.id), title: 'Cancelar consulta' },
        ],
      };
    case 'reminder':
      return {
        type: 'buttons',
        body: reminder(visit, context),
        buttons: [
          { id: appointmentChoice('attend', visit.id), title: 'Confirmar' },
          { id: appointmentChoice('move', visit.id), title: 'Remarcar' },
          { id: appointmentChoice('cancel', visit.id), title: 'Cancelar' },
        ],
      };
    case 'cancelled':
      return withTimes(
        visit,
        context,
        `A clínica precisou cancelar o seu horário: ${bookedPhrase(visit, context)}. Sinto muito por isso. Quer escolher outro?`,
      );
    case 'slot-taken':
      return withTimes(
        visit,
        context,
        paragraphs(
          `Poxa, o horário de ${when} acabou de ser ocupado na agenda e não consegui marcar ${whatPhrase(visit, context)}. 😕`,
          visit.replaces !== undefined && 'O seu horário anterior continua valendo.',
          'Vamos escolher outro?',
        ),
      );
    case 'waiting':
      return {
        type: 'text',
        body: paragraphs(
          `Ainda estou registrando na agenda ${whatPhrase(visit, context)} para ${when}. Está demorando mais que o normal, e por isso o horário ainda não está confirmado.`,
          visit.replaces !== undefined && 'O seu horário anterior continua valendo.',
          'Assim que eu tiver a resposta, aviso por aqui. Você não precisa fazer nada.',
        ),
      };
    case 'waiting-for-hours':
      return {
        type: 'text',
        body: paragraphs(
          `O seu pedido de ${whatPhrase(visit, context)} para ${when} está anotado, mas só consigo registrar na agenda daqui a algumas horas, e por isso o horário ainda não está confirmado.`,
          visit.replaces !== undefined && 'O seu horário anterior continua valendo.',
          'Assim que estiver registrado, aviso por aqui. Você não precisa fazer nada.',
        ),
      };
    case 'calendar-failure':
      return {
        type: 'text',
        body: paragraphs(
          `Não consegui registrar na agenda ${whatPhrase(visit, context)} para ${when}, e por isso esse horário não está garantido.`,
          visit.replaces !== undefined && 'O seu horário anterior continua valendo.',
          `Passei o pedido para a nossa equipe, que resolve com você. ${teamGoesOn(openingState(context, now))}`,
        ),
      };
  }
}

/** A service that is not offered any more has no times to choose from. */
function withTimes(visit: Visit, context: ClinicContext, body: string): OutboundContent {
  const service = context.services.find(({ id }) => id === visit.serviceId);
  if (service === undefined) return { type: 'buttons', body, buttons: [talkToTeam] };
  const professional = context.professionals.find(({ id }) => id === visit.professionalId);
  const subject: Subject = {
    service,
    ...given({ professional, moving: visit.replaces }),
  };
  return {
    type: 'buttons',
    body,
    buttons: [
      { id: subjectChoice('soon', subject), title: 'Próximos horários' },
      { id: subjectChoice('days', subject), title: 'Outro dia' },
      talkToTeam,
    ],
  };
}

const openingState = (context: ClinicContext, now: Date) => ({
  context,
  open: openAt(context.openingHours, context.timeZone, now),
  today: localTime(context.timeZone, now).date,
});
