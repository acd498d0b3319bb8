import { messageId } from '../../domain/messaging/message.ts';
import type { PatientNotice } from '../../domain/scheduling/appointment-changes.ts';
import { noticeOf, type NoticeKind } from '../../domain/scheduling/notices.ts';
import type { SyncSettlement } from '../ports/appointments.ts';
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
  if (reason === taken) return { to: 'failed', reason, ...noticeFor(step, 'taken') };
  const { id, clinicId, conversationId } = step.sync.appointment;
  const now = step.clock.now();
  await step.alerts.open({ clinicId, kind: 'booking-failed', subject: id }, messageOf(reason), now);
  const humanUntil = new Date(now.getTime() + step.syncPolicy.humanQuietMs);
  return {
    to: 'failed',
    reason,
    ...noticeFor(step, 'not-booked'),
    ...(conversationId !== undefined && { humanUntil }),
  };
}

/** Nothing for a booking that no patient waits for in a conversation. */
function noticeFor({ ids, sync, context }: Step, kind: NoticeKind): { readonly notice?: PatientNotice } {
  const { appointment } = sync;
  if (appointment.conversationId === undefined || context === undefined) return {};
  const content = noticeOf(kind, context, appointment);
  return { notice: { messageId: messageId(ids.next()), content, requestId: appointment.id } };
}

const messageOf = (reason: string): string =>
  `Um horário pedido não pôde ser registrado na agenda do Google (${reason}). A clínica precisa falar com o paciente.`;
