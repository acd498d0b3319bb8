import type { EventTexts } from '../../../application/ports/scheduling/event-texts.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { isPersonal, mostOf, unsaidDetail } from '../../../domain/clinic/rules/event-detail.ts';
import { given } from '../../../domain/given.ts';
import { after, isOver, latest } from '../../../domain/instants.ts';
import { leavesCalendar, type AppointmentId } from '../../../domain/scheduling/appointment.ts';
import { isNobodys, recheckMs } from '../../../domain/scheduling/visits/event-text.ts';
import { msUntilNext, rotateOverClinics } from '../connection/rotation.ts';
import type { MemoryDatabase } from '../database.ts';
import type { EventTextRow } from './event-text-rows.ts';

type Place = Parameters<EventTexts['forget']>[0];
const keyOf = ({ clinicId, appointmentId, calendarId }: Place) =>
  `${clinicId} ${appointmentId} ${calendarId}`;

export const memoryEventTexts = (db: MemoryDatabase): EventTexts => {
  const table = db.eventTexts;
  const rows = () => {
    noticeDocuments(db);
    return [...table.values()];
  };
  const bookRow = ({ appointmentId }: EventTextRow) => db.book.appointments.get(appointmentId);
  /** Not those whose event is yet to be taken away. */
  const isFree = (row: EventTextRow) => {
    const found = bookRow(row);
    return found === undefined || !leavesCalendar(found.appointment, found.written);
  };

  return {
    claim: (limit, leaseMs) =>
      db.atomically(() => {
        const now = db.clock.now();
        const due = rows()
          .filter((row) => row.dueAt !== undefined && isOver(row.dueAt, now))
          .filter((row) => isOver(row.leaseUntil, now) && isFree(row))
          .sort((a, b) => Number(a.dueAt) - Number(b.dueAt));
        return rotateOverClinics(due, limit, { inHand: [], served: db.served.eventTexts }).map((row) => {
          row.leaseToken += 1;
          row.leaseUntil = after(now, leaseMs);
          const { clinicId, appointmentId, calendarId, shows, attempts, leaseToken } = row;
          return { clinicId, appointmentId, calendarId, attempts, leaseToken, ...given({ shows }) };
        });
      }),

    aboutToShow: (place, shows) =>
      db.atomically(() => {
        noticeDocuments(db);
        const known = table.get(keyOf(place));
        const recheck = isPersonal(shows) ? after(db.clock.now(), recheckMs) : undefined;
        const { clinicId, appointmentId, calendarId } = place;
        const row = known ?? newRow({ clinicId, appointmentId, calendarId });
        row.shows = row.shows === undefined ? shows : mostOf(row.shows, shows);
        if (row.dueAt === undefined || (recheck !== undefined && recheck < row.dueAt)) row.dueAt = recheck;
        row.leaseUntil = undefined;
        row.leaseToken += 1;
        table.set(keyOf(place), row);
      }),

    raise: (claimed, shows) =>
      db.atomically(() => {
        const row = table.get(keyOf(claimed));
        if (row?.leaseUntil === undefined || row.leaseToken !== claimed.leaseToken) return false;
        row.shows = row.shows === undefined ? shows : mostOf(row.shows, shows);
        return true;
      }),

    settle: (claimed, outcome) =>
      db.atomically(() => {
        const row = table.get(keyOf(claimed));
        if (row?.leaseUntil === undefined || row.leaseToken !== claimed.leaseToken) return false;
        row.leaseUntil = undefined;
        if (outcome.to === 'gone') table.delete(keyOf(claimed));
        else if (outcome.to === 'shows')
          Object.assign(row, { shows: outcome.shows, dueAt: undefined, attempts: 0, failure: undefined });
        else {
          row.dueAt = outcome.to === 'again' ? outcome.at : undefined;
          row.failure = outcome.failure;
          row.attempts += 1;
        }
        return true;
      }),

    forget: (place) => db.atomically(() => void table.delete(keyOf(place))),

    shown: (clinicId, appointmentId) =>
      db.atomically(() =>
        rows()
          .filter((row) => row.clinicId === clinicId && row.appointmentId === appointmentId)
          .sort((a, b) => (a.calendarId < b.calendarId ? -1 : 1))
          .map(({ shows = unsaidDetail }) => shows),
      ),

    calendarsOf: (clinicId, appointmentId) =>
      db.atomically(() =>
        rows()
          .filter((row) => row.clinicId === clinicId && row.appointmentId === appointmentId)
          .map(({ calendarId }) => calendarId)
          .sort(),
      ),

    inWork: (clinicId, limit) =>
      db.atomically(() =>
        rows()
          .filter((row) => row.clinicId === clinicId)
          .filter(
            ({ failure, dueAt }) =>
              failure !== undefined || (dueAt !== undefined && isOver(dueAt, db.clock.now())),
          )
          .flatMap((row) => {
            const found = bookRow(row)?.appointment;
            if (found === undefined) return [];
            const { appointmentId, calendarId, attempts, shows, failure, dueAt } = row;
            const isErased = isNobodys(found) && shows !== undefined && isPersonal(shows);
            const place = { clinicId, appointmentId, calendarId };
            const { slot } = structuredClone(found);
            return [{ ...place, slot, isErased, attempts, ...given({ shows, failure, dueAt }) }];
          })
          .sort(
            (a, b) => Number(b.isErased) - Number(a.isErased) || Number(a.slot.start) - Number(b.slot.start),
          )
          .slice(0, limit),
      ),

    wakeWaiting: (clinicId) =>
      db.atomically(() => {
        for (const row of rows())
          if (row.clinicId === clinicId && row.failure !== undefined)
            Object.assign(row, { dueAt: db.clock.now(), attempts: 0 });
      }),

    msUntilDue: () =>
      db.atomically(() =>
        msUntilNext(
          rows().map(({ dueAt }) => dueAt),
          db.clock.now(),
        ),
      ),
  };
};

/** Within somebody's transaction: the texts of these visits are looked at. */
export function lookAtEventTexts(
  db: MemoryDatabase,
  clinicId: ClinicId,
  appointments: ReadonlySet<AppointmentId>,
): void {
  for (const row of db.eventTexts.values()) {
    if (row.clinicId !== clinicId || !appointments.has(row.appointmentId)) continue;
    // a call of whoever has it may still arrive
    row.dueAt = latest(db.clock.now(), row.leaseUntil);
    row.leaseUntil = undefined;
    row.leaseToken += 1;
  }
}

const newRow = (place: Place): EventTextRow => ({
  ...place,
  shows: undefined,
  dueAt: undefined,
  leaseUntil: undefined,
  leaseToken: 0,
  attempts: 0,
  failure: undefined,
});

/**
 * A clinic's document that has changed since the last look makes the texts of its visits to come due. In Postgres the
 * trigger `clinics_look_at_event_texts` sees to it.
 */
function noticeDocuments(db: MemoryDatabase): void {
  const now = db.clock.now();
  for (const [clinicId, { contextualization }] of db.clinics) {
    const isChanged = db.documentsSeen.has(clinicId) && db.documentsSeen.get(clinicId) !== contextualization;
    db.documentsSeen.set(clinicId, contextualization);
    if (!isChanged) continue;
    const toCome = [...db.book.appointments.values()]
      .map(({ appointment }) => appointment)
      .filter((one) => one.clinicId === clinicId && one.state === 'confirmed' && one.slot.start > now);
    const known = new Set([...db.eventTexts.values()].map(({ appointmentId }) => appointmentId));
    for (const { id: appointmentId, calendarId } of toCome) {
      if (known.has(appointmentId)) continue;
      const place = { clinicId, appointmentId, calendarId };
      db.eventTexts.set(keyOf(place), newRow(place));
    }
    lookAtEventTexts(db, clinicId, new Set(toCome.map(({ id }) => id)));
  }
}
