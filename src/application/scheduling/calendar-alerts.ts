import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { AlertCondition } from '../ports/operations/alerts.ts';

const messages = {
  'calendar-not-writable':
    'O Google não deixa escrever nesta agenda: nenhum horário é marcado nela. Compartilhe a agenda com permissão para fazer alterações.',
  'calendar-writes-paused':
    'O Google limitou as gravações nesta agenda (excesso de eventos ou convites). Os horários pedidos esperam e são registrados sozinhos em algumas horas; as outras agendas e a leitura continuam.',
  'calendar-unassigned':
    'Não se sabe se os horários são marcados nesta agenda, ou de qual profissional ou sala ela é: nenhum horário é marcado nela. Associe as agendas de novo, diga de quem é cada uma e em qual se marca.',
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
