import type { ClinicContext } from '../clinic/clinic-context.ts';
import { localTime } from '../clinic/local-time.ts';
import { openAt } from '../clinic/opening-hours.ts';
import type { OutboundContent } from '../messaging/message.ts';
import { clipped } from '../language/text-length.ts';
import { fitToWhatsApp } from '../messaging/whatsapp-limits.ts';
import type { Appointment } from '../scheduling/appointment.ts';
import type { Subject } from '../scheduling/visits/subject.ts';
import { appointmentChoice, subjectChoice } from './choice-ids.ts';
import { bookedPhrase, slotPhrase, whatPhrase } from './slot-phrases.ts';
import { lines, paragraphs, sentence } from '../language/phrasing.ts';
import { talkToTeam, teamGoesOn } from './team-goes-on.ts';
import { given } from '../given.ts';

/**
 * `slot-taken`: the calendar had something else at this time. `calendar-failure`: it could not be written to; a human
 * goes on. `cancelled`: by the clinic, the patient hears it first from here. `waiting`: it takes longer than usual.
 * `waiting-for-hours`: Google writes nothing to the calendar for now.
 */
export type AppointmentNotification =
  'confirmed' | 'moved' | 'cancelled' | 'slot-taken' | 'calendar-failure' | 'waiting' | 'waiting-for-hours';

type Visit = Pick<Appointment, 'id' | 'serviceId' | 'serviceName' | 'practitionerId' | 'slot' | 'replaces'>;

const longestNote = 240;

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
      return {
        type: 'buttons',
        body: confirmation(kind, visit, context),
        buttons: [
          { id: appointmentChoice('move', visit.id), title: 'Remarcar' },
          { id: appointmentChoice('cancel', visit.id), title: 'Cancelar consulta' },
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

function confirmation(kind: 'confirmed' | 'moved', visit: Visit, context: ClinicContext): string {
  const service = context.services.find(({ id }) => id === visit.serviceId);
  const { address } = context.profile;
  const preparation = service?.preparation;
  return paragraphs(
    kind === 'moved' ? '✅ *Horário remarcado e confirmado!*' : '✅ *Horário confirmado!*',
    lines(
      whatPhrase(visit, context),
      `📅 ${slotPhrase(visit.slot.start, context.timeZone)}`,
      address !== undefined && `📍 ${clipped(address, longestNote)}`,
    ),
    preparation !== undefined && `Preparo: ${sentence(clipped(preparation, longestNote))}`,
    'Se precisar mudar, é só escrever por aqui.',
  );
}

/** A service that is not offered any more has no times to choose from. */
function withTimes(visit: Visit, context: ClinicContext, body: string): OutboundContent {
  const service = context.services.find(({ id }) => id === visit.serviceId);
  if (service === undefined) return { type: 'buttons', body, buttons: [talkToTeam] };
  const practitioner = context.practitioners.find(({ id }) => id === visit.practitionerId);
  const subject: Subject = {
    service,
    ...given({ practitioner, moving: visit.replaces }),
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
