import type { AppointmentChange } from '../../domain/scheduling/appointment-changes.ts';
import type { Appointment, AppointmentId } from '../../domain/scheduling/appointment.ts';
import { attending, cancelled, requested } from '../../domain/scheduling/change-appointment.ts';
import { awaitsYes } from '../../domain/scheduling/visits/patient-visits.ts';
import type { Appointments } from '../ports/scheduling/appointments.ts';
import type { BoundTurn } from './bound-turn.ts';

/** One patient's appointments during a turn: as the book has them, and as the plan of the turn leaves them. */
export type OwnVisits = ReturnType<typeof ownVisits>;

export function ownVisits(
  appointments: Pick<Appointments, 'get' | 'ofContact'>,
  { context: { clinicId }, contactId, conversationId, now }: BoundTurn,
) {
  const known = new Map<AppointmentId, Appointment>();
  /** Of the patient in any conversation, also of contacts that were merged into this one. */
  const ofPatient = new Set<AppointmentId>();
  const changes: AppointmentChange[] = [];
  let toCome: Promise<void> | undefined;

  // what this turn has planned already is newer than the book
  const learn = (appointment: Appointment) => {
    if (!known.has(appointment.id)) known.set(appointment.id, appointment);
  };
  const load = async () => {
    const found = await appointments.ofContact(clinicId, contactId, now);
    for (const { id } of found) ofPatient.add(id);
    found.filter((one) => one.conversationId === conversationId || !awaitsYes(one, now)).forEach(learn);
  };
  // the conversation counts, too: its patient may have been merged with another contact since
  const isOwn = (one: Appointment) =>
    ofPatient.has(one.id) || one.contactId === contactId || one.conversationId === conversationId;

  return {
    changes,

    /** Those to come, the hold of this conversation, and those that were looked up; earliest first. */
    async all(): Promise<readonly Appointment[]> {
      await (toCome ??= load());
      return [...known.values()].sort((a, b) => a.slot.start.getTime() - b.slot.start.getTime());
    },

    /** Whatever became of it; `undefined` when it is not this patient's. */
    async find(id: AppointmentId): Promise<Appointment | undefined> {
      await (toCome ??= load());
      const found = known.get(id) ?? (await appointments.get(clinicId, id));
      if (found === undefined || (!known.has(id) && !isOwn(found))) return undefined;
      learn(found);
      return known.get(id);
    },

    /** Held by this very turn: the patient has not seen it yet. */
    isNew: (id: AppointmentId): boolean =>
      changes.some((each) => each.change === 'hold' && each.appointment.id === id),

    plan(change: AppointmentChange): void {
      changes.push(change);
      if (change.change === 'hold') known.set(change.appointment.id, change.appointment);
      if (change.change !== 'request' && change.change !== 'cancel' && change.change !== 'attend') return;
      const before = known.get(change.appointmentId);
      if (before === undefined) return;
      const after =
        change.change === 'request'
          ? requested(before, change.at)
          : change.change === 'attend'
            ? attending(before, change.at)
            : cancelled(before, change.reason);
      known.set(before.id, after);
    },
  };
}
