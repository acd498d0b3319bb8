import type { ClinicContext } from '../clinic/clinic-context.ts';
import type { OutboundContent } from '../messaging/message.ts';
import type { Appointment } from '../scheduling/appointment.ts';
import { appointmentChoice } from './choice-ids.ts';
import { bookedPhrase } from './slot-phrases.ts';
import { talkToTeam } from './team-goes-on.ts';

/** What has become of a "Confirmar": buttons live for ever, so it may be about anything by now. */
export type Attendance =
  | { readonly outcome: 'attending' | 'awaits-calendar' | 'over'; readonly appointment: Appointment }
  /** It is at another time now. */
  | { readonly outcome: 'moved'; readonly to: Appointment }
  | { readonly outcome: 'not-yours' };

/** What the patient reads: always the present state, never what the old message said. */
export function attendanceAnswer(attendance: Attendance, context: ClinicContext): OutboundContent {
  switch (attendance.outcome) {
    case 'attending': {
      const { appointment } = attendance;
      return {
        type: 'buttons',
        body: `Presença confirmada! ✅ Esperamos você: ${bookedPhrase(appointment, context)}.`,
        buttons: [
          { id: appointmentChoice('move', appointment.id), title: 'Remarcar' },
          { id: appointmentChoice('cancel', appointment.id), title: 'Cancelar' },
        ],
      };
    }
    case 'awaits-calendar':
      return {
        type: 'text',
        body: `Ainda estou registrando na agenda: ${bookedPhrase(attendance.appointment, context)}. Assim que estiver confirmado, aviso por aqui.`,
      };
    case 'moved': {
      const { to } = attendance;
      return {
        type: 'buttons',
        body: `Esse horário mudou. O seu horário agora é: ${bookedPhrase(to, context)}. Você confirma a sua presença?`,
        buttons: [
          { id: appointmentChoice('attend', to.id), title: 'Confirmar' },
          { id: appointmentChoice('move', to.id), title: 'Remarcar' },
          { id: appointmentChoice('cancel', to.id), title: 'Cancelar' },
        ],
      };
    }
    case 'over':
      return {
        type: 'buttons',
        body: `Esse horário não vale mais: ${bookedPhrase(attendance.appointment, context)}. Ele já passou ou foi cancelado.`,
        buttons: [{ id: 'book', title: 'Marcar horário' }, talkToTeam],
      };
    case 'not-yours':
      return {
        type: 'buttons',
        body: 'Não encontrei esse horário entre os seus. Quer falar com a nossa equipe?',
        buttons: [talkToTeam],
      };
  }
}
