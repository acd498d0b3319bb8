import type { Appointments, ClaimedSync } from '../../../application/ports/scheduling/appointments.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ContactId } from '../../../domain/messaging/people/contact-identity.ts';
import { InvalidCursor, readCursor, writeCursor } from '../../../domain/scheduling/appointment-cursor.ts';
import {
  isLive,
  leavesCalendar,
  occupied,
  type Appointment,
} from '../../../domain/scheduling/appointment.ts';
import { isStillTheirs } from '../../../domain/scheduling/visits/patient-visits.ts';
import { overlaps } from '../../../domain/scheduling/time-slot.ts';
import { applyAppointmentChanges, madeUnderKey } from './appointment-changes.ts';
import type { AppointmentRow } from './appointment-rows.ts';
import { followEvent, settleSync } from './appointment-settlement.ts';
import { after, isOver } from '../../../domain/instants.ts';
import type { MemoryDatabase } from '../database.ts';
import { peopleOf } from '../messaging/people.ts';
import { msUntilNext, rotateOverClinics } from '../connection/rotation.ts';

export const memoryAppointments = (db: MemoryDatabase): Appointments => {
  const rows = () => [...db.book.appointments.values()];
  const ofClinic = (clinicId: ClinicId, wanted: (appointment: Appointment) => boolean) =>
    rows()
      .map(({ appointment }) => appointment)
      .filter((appointment) => appointment.clinicId === clinicId && wanted(appointment))
      .sort(byStart)
      .map((appointment) => structuredClone(appointment));

  return {
    apply: (clinicId, changes) => db.atomically(() => applyAppointmentChanges(db, clinicId, changes)),
    get: (clinicId, id) => db.atomically(() => ofClinic(clinicId, (appointment) => appointment.id === id)[0]),
    madeOnce: (clinicId, once) => db.atomically(() => madeUnderKey(db, clinicId, once)),

    ofContact: (clinicId, contactId, now) =>
      db.atomically(() => {
        const person = personOf(db, clinicId, contactId);
        return ofClinic(
          clinicId,
          (appointment) =>
            appointment.contactId !== undefined &&
            person.has(appointment.contactId) &&
            isStillTheirs(appointment, now),
        );
      }),

    liveDuring: (clinicId, window) =>
      db.atomically(() =>
        window.start >= window.end
          ? []
          : ofClinic(
              clinicId,
              (appointment) => isLive(appointment) && overlaps(occupied(appointment), window),
            ),
      ),

    list: (clinicId, window, limit, cursor, contactId) =>
      db.atomically(() => {
        const person = contactId === undefined ? undefined : personOf(db, clinicId, contactId);
        const place = cursor === undefined ? undefined : readCursor(cursor);
        if (cursor !== undefined && place === undefined) throw new InvalidCursor();
        const found = ofClinic(
          clinicId,
          (appointment) =>
            overlaps(appointment.slot, window) &&
            (place === undefined || isAfter(appointment, place)) &&
            (person === undefined ||
              (appointment.contactId !== undefined && person.has(appointment.contactId))),
        );
        const appointments = found.slice(0, limit);
        const last = appointments.at(-1);
        return { appointments, ...(found.length > limit && last && { next: writeCursor(last) }) };
      }),

    claim: (limit, leaseMs) =>
      db.atomically(() => {
        const now = db.clock.now();
        const calendarOf = ({ appointment }: AppointmentRow) =>
          `${appointment.clinicId} ${appointment.calendarId}`;
        const inHand = new Set(
          rows()
            .filter((row) => !isOver(row.leaseUntil, now))
            .map(calendarOf),
        );
        const due = rows()
          .filter(({ nextSyncAt }) => nextSyncAt !== undefined && isOver(nextSyncAt, now))
          .sort((a, b) => Number(a.nextSyncAt) - Number(b.nextSyncAt))
          .filter((row) => !inHand.has(calendarOf(row)) && inHand.add(calendarOf(row)));
        return rotateOverClinics(
          due.map((row) => ({ row, clinicId: row.appointment.clinicId })),
          limit,
          {
            inHand: rows()
              .filter((row) => !isOver(row.leaseUntil, now))
              .map(({ appointment: { clinicId } }) => ({ clinicId })),
            served: db.served.appointments,
          },
        ).map(({ row }): ClaimedSync => {
          row.leaseToken += 1;
          row.leaseUntil = after(now, leaseMs);
          return {
            appointment: structuredClone(row.appointment),
            ...(row.written && { written: structuredClone(row.written) }),
            leaseToken: row.leaseToken,
            attempts: row.attempts,
            notifiedOfDelay: row.notifiedOfDelay,
            eventChanges: row.eventChanges,
            hasEventChanged: row.eventChanges > row.eventLooked,
            areDeletionsHeld: row.areDeletionsHeld,
            ...(row.news && { news: structuredClone(row.news) }),
            dueSince: row.nextSyncAt ?? now,
          };
        });
      }),

    aboutToWrite: ({ appointment, leaseToken }, event) =>
      db.atomically(() => {
        const row = db.book.appointments.get(appointment.id);
        const isOurs = row?.leaseToken === leaseToken && row.leaseUntil !== undefined;
        if (!isOurs || row.appointment.version !== appointment.version) return false;
        const isSeen = row.written?.eventId === event.eventId && row.written.isSeen;
        row.written = { ...structuredClone(event), isSeen };
        return true;
      }),

    leavingCalendar: (clinicId, calendarId, window) =>
      db.atomically(
        () =>
          rows().filter(
            ({ appointment, written }) =>
              appointment.clinicId === clinicId &&
              leavesCalendar(appointment, written) &&
              written?.calendarId === calendarId &&
              overlaps(written.slot, window),
          ).length,
      ),

    follow: (sync, to) => db.atomically(() => followEvent(db, sync, to)),
    byIds: (clinicId, ids) => db.atomically(() => ofClinic(clinicId, ({ id }) => ids.includes(id))),
    confirmedIn: (clinicId, calendarId, from) =>
      db.atomically(() =>
        ofClinic(
          clinicId,
          (found) =>
            found.state === 'confirmed' && found.calendarId === calendarId && found.slot.start > from,
        ),
      ),
    wakeWaiting: (clinicId) =>
      db.atomically(() => {
        const now = db.clock.now();
        for (const row of rows()) {
          const { clinicId: theirs, state, requestedAt } = row.appointment;
          const waits = state !== 'held' || requestedAt !== undefined;
          const isOnlyTold = !(row.eventChanges > row.eventLooked) && state === 'confirmed';
          if (theirs !== clinicId || !waits || isOnlyTold) continue;
          if (row.nextSyncAt !== undefined && row.nextSyncAt > now) row.nextSyncAt = now;
        }
      }),
    settle: (sync, settlement) => db.atomically(() => settleSync(db, sync, settlement)),

    msUntilDue: () =>
      db.atomically(() =>
        msUntilNext(
          rows().map(({ nextSyncAt }) => nextSyncAt),
          db.clock.now(),
        ),
      ),
  };
};

const byStart = (a: Appointment, b: Appointment) =>
  a.slot.start.getTime() - b.slot.start.getTime() || (a.id < b.id ? -1 : 1);

const isAfter = ({ slot, id }: Appointment, place: { readonly start: Date; readonly id: string }) =>
  slot.start > place.start || (slot.start.getTime() === place.start.getTime() && id > place.id);

/** The contact and everybody who was merged into them. */
function personOf(db: MemoryDatabase, clinicId: ClinicId, contactId: ContactId): ReadonlySet<ContactId> {
  const person = new Set([contactId]);
  const { merges } = peopleOf(db, clinicId);
  let size = 0;
  while (size < person.size) {
    size = person.size;
    for (const { kept, merged } of merges) if (person.has(kept)) person.add(merged.id);
  }
  return person;
}
