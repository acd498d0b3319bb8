import {
  tellOfAppointment,
  type AppointmentNews,
} from '../../../domain/patient-messages/appointment-notifications.ts';
import { messageId } from '../../../domain/messaging/message.ts';
import type { PatientNotice } from '../../../domain/scheduling/appointment-changes.ts';
import type { SyncSettlement } from '../../ports/scheduling/appointments.ts';
import type { Step } from './sync-needs.ts';

/** The event is there. The connection works: whatever was said about it is over. */
export async function confirmation(step: Step): Promise<SyncSettlement> {
  const { clinicId, replaces } = step.sync.appointment;
  await step.alerts.resolve({ clinicId, kind: 'calendar-access', subject: 'google' }, step.clock.now());
  return { to: 'confirmed', ...noticeFor(step, replaces === undefined ? 'confirmed' : 'moved') };
}

/** The patient can act on this one; with all others a human goes on. */
const taken = 'calendar-busy';

/** The booking cannot be had: the patient is told, and the clinic too where somebody has to mend it. */
export async function failureOf(step: Step, reason: string): Promise<SyncSettlement> {
  if (reason === taken) return { to: 'failed', reason, ...noticeFor(step, 'slot-taken') };
  const { id, clinicId, conversationId } = step.sync.appointment;
  const now = step.clock.now();
  await step.alerts.open({ clinicId, kind: 'booking-failed', subject: id }, messageOf(reason), now);
  const humanUntil = new Date(now.getTime() + step.syncPolicy.humanQuietMs);
  return {
    to: 'failed',
    reason,
    ...noticeFor(step, 'calendar-failure'),
    ...(conversationId !== undefined && { humanUntil }),
  };
}

/** Nothing for a booking that no patient waits for in a conversation. */
export function noticeFor(
  { ids, sync, context, clock }: Step,
  news: AppointmentNews,
): { readonly notice?: PatientNotice } {
  const { appointment } = sync;
  if (appointment.conversationId === undefined || context === undefined) return {};
  const content = tellOfAppointment(news, appointment, context, clock.now());
  return { notice: { messageId: messageId(ids.next()), content, requestId: appointment.id } };
}

const messageOf = (reason: string): string =>
  `Um horário pedido não pôde ser registrado na agenda do Google (${reason}). A clínica precisa falar com o paciente.`;
