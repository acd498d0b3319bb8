import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { AlertCondition } from '../ports/operations/alerts.ts';

const messages = {
  'calendar-not-writable':
    'O Google não deixa escrever nesta agenda: nenhum horário é marcado nela. Compartilhe a agenda com permissão para fazer alterações.',
  'calendar-writes-paused':
    'O Google limitou as gravações nesta agenda (excesso de eventos ou convites). Os horários pedidos esperam e são registrados sozinhos em algumas horas; as outras agendas e a leitura continuam.',
  'calendar-unassigned':
    'Não se sabe de qual profissional é esta agenda: ela conta como ocupada para todos e nenhum horário é marcado nela. Associe as agendas de novo e diga de quem é cada uma.',
} as const;

/** What the clinic has to mend about a calendar that it has chosen. */
export const calendarAlert = (
  kind: keyof typeof messages,
  clinicId: ClinicId,
  calendarId: string,
): { readonly condition: AlertCondition; readonly message: string } => ({
  condition: { clinicId, kind, subject: calendarId },
  message: messages[kind],
});
