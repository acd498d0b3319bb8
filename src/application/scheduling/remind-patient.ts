import { messageId } from '../../domain/messaging/message.ts';
import { tellOfAppointment } from '../../domain/patient-messages/appointment-notifications.ts';
import { decideReminder, unreachable, type DecidedReminder } from '../../domain/reminders/decide-reminder.ts';
import { planReminders } from '../../domain/reminders/plan-reminders.ts';
import { reminderTimesFor } from '../../domain/clinic/rules/reminder-rules.ts';
import { given } from '../../domain/given.ts';
import type { ResolveClinicContext } from '../clinic/resolve-clinic-context.ts';
import type { ForeseeNotice } from '../messaging/window/foresee-notice.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { ClaimedVisit, Reminders } from '../ports/scheduling/reminders.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { Ids } from '../ports/system/ids.ts';

type RemindOutcome = {
  /** What was decided of the reminders that were due. */
  readonly decided: readonly DecidedReminder[];
  /** The visit was changed, or is somebody else's, since it was claimed: nothing was kept. */
  readonly lost: boolean;
};

/** Looks at the reminders of one visit: sends, skips, or waits for the next. Throws only when the database fails. */
export type RemindPatient = (visit: ClaimedVisit) => Promise<RemindOutcome>;

type Needs = {
  reminders: Reminders;
  resolveClinicContext: ResolveClinicContext;
  foreseeNotice: ForeseeNotice;
  alerts: Alerts;
  ids: Ids;
  clock: Clock;
};

const noTemplate =
  'Há lembretes que não saem: o paciente não escreveu nas últimas 24 horas, e não há um modelo de lembrete que possa ser usado. Escolha um modelo para lembretes.';

/** The decision and the message are one transaction: after a crash anywhere the visit is looked at again. */
export const makeRemindPatient =
  ({ reminders, resolveClinicContext, foreseeNotice, alerts, ids, clock }: Needs): RemindPatient =>
  async (visit) => {
    const { appointment } = visit;
    const { clinicId, conversationId } = appointment;
    const { context } = await resolveClinicContext(clinicId);
    const { timeZone, reminders: rules, services } = context;
    const service = services.find(({ id }) => id === appointment.serviceId);
    const planned = planReminders(
      reminderTimesFor(rules, service),
      { quiet: rules.quiet, timeZone },
      appointment.slot.start,
    );
    const now = clock.now();
    const situation = { ...visit, planned, quiet: rules.quiet, timeZone };
    const step = decideReminder(situation, now);
    if (step.remind === undefined) {
      const held = await reminders.settle(visit, step);
      return { decided: step.skipped, lost: !held };
    }

    const { rule, at: dueAt } = step.remind;
    const forecast = await foreseeNotice({ clinicId, conversationId, purpose: 'reminder' });
    const why = unreachable(forecast);
    const one = { rule, dueAt, decidedAt: now, ...given({ skipped: why }) };
    const notice = {
      messageId: messageId(ids.next()),
      content: tellOfAppointment('reminder', appointment, context, now),
      requestId: appointment.id,
      about: { kind: 'reminder', appointmentId: appointment.id },
    } as const;
    // before: a crash in between must not leave the clinic without a word
    // one that says what is wrong with the chosen template says more
    if (why === 'no-template')
      await alerts.openOnce({ clinicId, kind: 'template-unusable', subject: 'reminder' }, noTemplate, now);
    const held = await reminders.settle(visit, {
      skipped: why === undefined ? step.skipped : [...step.skipped, one],
      ...(why === undefined && { sent: { ...one, notice } }),
      ...given({ next: step.next }),
    });
    return { decided: [...step.skipped, one], lost: !held };
  };
