import { windowClosed } from '../../../domain/messaging/customer-service-window.ts';
import type { Settlement } from '../../../domain/messaging/delivery.ts';
import type { SendFailure } from '../../../domain/messaging/send-failure.ts';
import { tellOfAppointment } from '../../../domain/patient-messages/appointment-notifications.ts';
import { isStillTrue, mayBeOutdated, noLongerTrue } from '../../../domain/patient-messages/notice.ts';
import type { ResolveClinicContext } from '../../clinic/resolve-clinic-context.ts';
import type { ClaimedSend, Outbox } from '../../ports/messaging/outbox.ts';
import type { Appointments } from '../../ports/scheduling/appointments.ts';
import type { SentContent } from '../../../domain/messaging/sending/team-content.ts';
import type { Appointment } from '../../../domain/scheduling/appointment.ts';
import type { RecheckQueued } from './recheck-queued.ts';
import type { TemplateFor } from '../../templates/template-for.ts';
import type { Clock } from '../../ports/system/clock.ts';

/** What is to be sent now, or how the claim ends instead. */
type PreparedSend = { readonly send: ClaimedSend } | { readonly end: Settlement };

/**
 * Nothing is told that events have overtaken: a notice that goes out late is said from the present state, or not at all.
 * What is changed is stored before it is sent, so that a repetition says the same.
 */
export type PrepareSend = (send: ClaimedSend, window: 'open' | 'closed') => Promise<PreparedSend>;

type Needs = {
  appointments: Pick<Appointments, 'get'>;
  resolveClinicContext: ResolveClinicContext;
  recheckQueued: RecheckQueued;
  templateFor: TemplateFor;
  outbox: Pick<Outbox, 'rewrite'>;
  clock: Clock;
};

const closed: SendFailure = {
  class: 'needs-template',
  code: windowClosed,
  detail: 'More than 24 hours since the patient wrote; only a template may be sent',
};

const optedOut: SendFailure = {
  class: 'opted-out',
  code: 'opted-out',
  detail: 'The patient has said meanwhile that they want no messages that the clinic starts',
};

export const makePrepareSend = (needs: Needs): PrepareSend => {
  const { clock } = needs;
  const rewritten = async (send: ClaimedSend, content: SentContent): Promise<PreparedSend> => {
    if (await needs.outbox.rewrite(send, content)) return { send: { ...send, content } };
    // not ours any more: whatever is settled now changes nothing
    return { end: { to: 'retry', at: clock.now(), isAttempt: false } };
  };

  /** What it is about, or that it is no longer true. */
  const subjectOf = async ({ about, clinicId }: ClaimedSend): Promise<Appointment | 'untrue' | undefined> => {
    if (about === undefined || about.kind === 'reopening') return undefined;
    const found = await needs.appointments.get(clinicId, about.appointmentId);
    return found !== undefined && isStillTrue(about.kind, found, clock.now()) ? found : 'untrue';
  };

  const saidAgain = async (send: ClaimedSend, appointment: Appointment): Promise<PreparedSend> => {
    if (send.about === undefined || send.about.kind === 'reopening') return { send };
    const { context } = await needs.resolveClinicContext(send.clinicId);
    return rewritten(send, tellOfAppointment(send.about.kind, appointment, context, clock.now()));
  };

  return async ({ source, ...claimed }, window) => {
    // whatever template they went into before: the words as they were written
    const send = source === undefined ? claimed : { ...claimed, content: source };
    const asWritten = async () => (source === undefined ? { send } : rewritten(send, source));
    const isOpen = window === 'open';
    // one that asks the patient to write is of no use any more once they have
    if (isOpen && send.about?.kind === 'reopening') return { end: untrue };
    if (isOpen && !(send.about && mayBeOutdated(send, clock.now()))) return asWritten();
    const appointment = await subjectOf(send);
    if (appointment === 'untrue') return { end: untrue };
    const end = appointment && (await needs.recheckQueued(send, appointment));
    if (end !== undefined) return { end };
    if (isOpen) return appointment === undefined ? asWritten() : saidAgain(send, appointment);
    const template = await needs.templateFor(send, appointment);
    if (template === 'opted-out') return { end: { to: 'failed', failure: optedOut } };
    if (template !== undefined) return rewritten(send, template);
    return { end: send.about?.kind === 'reopening' ? untrue : whenClosed(send, closed) };
  };
};

const untrue: Settlement = { to: 'cancelled', reason: noLongerTrue };

/** An answer is made again when the patient writes; everything else waits as it is. */
export const whenClosed = (
  { origin }: Pick<ClaimedSend, 'origin'>,
  failure: SendFailure,
  isAttempt = false,
): Settlement => (origin === 'assistant' ? { to: 'unanswered' } : { to: 'waiting', failure, isAttempt });
