import type { Settlement } from '../../../domain/messaging/delivery.ts';
import { recheckReminder } from '../../../domain/reminders/recheck-reminder.ts';
import type { Appointment } from '../../../domain/scheduling/appointment.ts';
import type { ResolveClinicContext } from '../../clinic/resolve-clinic-context.ts';
import type { Conversations } from '../../ports/messaging/conversations.ts';
import type { ClaimedSend } from '../../ports/messaging/outbox.ts';
import type { Reminders } from '../../ports/scheduling/reminders.ts';
import type { Clock } from '../../ports/system/clock.ts';

/** How the claim of a reminder ends because of what has happened since it was decided; `undefined`: it is to be sent. */
export type RecheckQueued = (send: ClaimedSend, visit: Appointment) => Promise<Settlement | undefined>;

type Needs = {
  reminders: Pick<Reminders, 'queued'>;
  conversations: Pick<Conversations, 'addressee'>;
  resolveClinicContext: ResolveClinicContext;
  clock: Clock;
};

export const makeRecheckQueued =
  ({ reminders, conversations, resolveClinicContext, clock }: Needs): RecheckQueued =>
  async ({ about, clinicId, conversationId, messageId }, appointment) => {
    if (about?.kind !== 'reminder') return undefined;
    const queued = await reminders.queued(clinicId, appointment.id, messageId);
    if (queued === undefined) return undefined;
    const { context } = await resolveClinicContext(clinicId);
    const addressee = await conversations.addressee(clinicId, conversationId);
    const {
      timeZone,
      reminders: { quiet },
    } = context;
    const isOptedOut = addressee?.optedOut !== undefined;
    const found = recheckReminder({ appointment, queued, isOptedOut, quiet, timeZone }, clock.now());
    if (found.to === 'send') return undefined;
    if (found.to === 'drop') return { to: 'cancelled', reason: found.because };
    return { to: 'retry', at: found.until, isAttempt: false };
  };
