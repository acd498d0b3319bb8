import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import { ClinicNotFound } from '../../../domain/clinic/clinic-errors.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { messageId } from '../../../domain/messaging/message.ts';
import { tellOfAppointment } from '../../../domain/patient-messages/appointment-notifications.ts';
import { isOursToTell } from '../../../domain/scheduling/calendar-sync/results.ts';
import { countingFor } from '../../../domain/scheduling/calendars/booking-places.ts';
import { begin, next } from '../../../domain/scheduling/calendar-sync/next.ts';
import { isDone } from '../../../domain/scheduling/calendar-sync/observations.ts';
import type {
  Moment,
  SyncEnd,
  SyncFinding,
  SyncTask,
} from '../../../domain/scheduling/calendar-sync/task.ts';
import type { SyncPolicy } from '../../../domain/scheduling/sync-policy.ts';
import type { ResolveClinicContext } from '../../clinic/resolve-clinic-context.ts';
import type { ClinicCalendar } from '../../ports/connection/clinic-calendars.ts';
import type { ClaimedSync, SyncOutcome, SyncSettlement } from '../../ports/scheduling/appointments.ts';
import type { Ids } from '../../ports/system/ids.ts';
import type { Randomness } from '../../ports/system/randomness.ts';
import { given } from '../../../domain/given.ts';
import type { BusyMemory } from './busy-memory.ts';
import { perform, type CommandNeeds } from './perform-command.ts';
import { recordFinding, type FindingNeeds } from './record-finding.ts';

export type SyncReport = { readonly settlement: SyncSettlement; readonly outcome: SyncOutcome };

/**
 * Brings the calendar in line with one appointment of the book, as far as one attempt goes. May be repeated from any
 * point: what may have been written stands in the row before the call, and the event's id is the same every time.
 * Throws only when the database fails.
 */
export type KeepCalendarInStep = (sync: ClaimedSync) => Promise<SyncReport>;

type Needs = CommandNeeds &
  FindingNeeds & {
    resolveClinicContext: ResolveClinicContext;
    ids: Ids;
    randomness: Randomness;
    syncPolicy: SyncPolicy;
    busyMemory: Pick<BusyMemory, 'forget'>;
  };

/** Performs the commands of the state machine (src/domain/scheduling/calendar-sync/states.ts) until an attempt ends. */
export const makeKeepCalendarInStep = (needs: Needs): KeepCalendarInStep => {
  const { appointments, clinicCalendars, clock, randomness } = needs;
  const moment = (): Moment => ({ now: clock.now(), random: randomness.next() });

  return async (sync) => {
    const { appointment } = sync;
    const [context, calendars] = await Promise.all([
      contextOf(needs, appointment.clinicId),
      clinicCalendars.all(appointment.clinicId),
    ]);
    const task = taskOf(sync, { context, calendars, policy: needs.syncPolicy });
    const record = async (findings: readonly SyncFinding[] = []) => {
      for (const finding of findings)
        await recordFinding(needs, appointment, finding, context?.timeZone ?? 'UTC');
    };
    let answer = begin(task, moment());
    try {
      for (;;) {
        await record(answer.findings);
        if ('result' in answer) break;
        const seen = await perform(needs, { sync, context, calendars, now: clock.now() }, answer.command);
        if (isDone(seen)) await record(answer.onceDone);
        answer = next(answer.state, task, seen, moment());
      }
    } finally {
      // what was read before shows our own event where it stood, as if it were somebody else's
      needs.busyMemory.forget(appointment.clinicId);
    }
    const settlement = settlementOf(needs, { sync, context }, answer);
    // stored already, with the end of the attempt
    if (settlement.to === 'followed') return { settlement, outcome: 'settled' };
    return { settlement, outcome: await appointments.settle(sync, settlement) };
  };
};

/** Absent for a clinic that was switched off: its calendar is still kept. */
async function contextOf(
  { resolveClinicContext }: Needs,
  clinicId: ClinicId,
): Promise<ClinicContext | undefined> {
  try {
    return (await resolveClinicContext(clinicId)).context;
  } catch (error) {
    if (error instanceof ClinicNotFound) return undefined;
    throw error;
  }
}

type Known = {
  readonly context: ClinicContext | undefined;
  /** All of the clinic's. */
  readonly calendars: readonly ClinicCalendar[];
  readonly policy: SyncPolicy;
};

function taskOf({ appointment, ...sync }: ClaimedSync, { context, calendars, policy }: Known): SyncTask {
  const { calendarId } = appointment;
  const active = calendars.filter(({ isActive }) => isActive);
  const otherCalendars = countingFor(context, active, appointment)
    .map((calendar) => calendar.calendarId)
    .filter((id) => id !== calendarId);
  // absent when the clinic has disconnected since
  const writesResumeAt = calendars.find((calendar) => calendar.calendarId === calendarId)?.writesResumeAt;
  const isClinicKnown = context !== undefined;
  // what the clinic has chosen is unknown while it is switched off: asking loses nothing
  const asksAboutDeletions = context?.booking.asksAboutDeletions ?? true;
  return { ...sync, appointment, otherCalendars, writesResumeAt, asksAboutDeletions, isClinicKnown, policy };
}

/** Without a message where no patient waits in a conversation. */
function settlementOf(
  { ids, clock }: Needs,
  { sync, context }: { readonly sync: ClaimedSync; readonly context: ClinicContext | undefined },
  { result: end, notify, hasLooked }: SyncEnd,
): SyncSettlement {
  const { id, conversationId } = sync.appointment;
  const result = { ...end, ...given({ hasLooked }) };
  if (notify === undefined || conversationId === undefined || context === undefined) return result;
  if (!isOursToTell(notify, sync.appointment)) return result;
  const content = tellOfAppointment(notify, sync.appointment, context, clock.now());
  return {
    ...result,
    notice: {
      messageId: messageId(ids.next()),
      content,
      requestId: id,
      about: { kind: notify, appointmentId: id },
    },
  };
}
