import type { ClaimedVisit, Reminders } from '../../../application/ports/scheduling/reminders.ts';
import { given } from '../../../domain/given.ts';
import { after, isOver, latest } from '../../../domain/instants.ts';
import { InvalidCursor, readCursor, writeCursor } from '../../../domain/scheduling/appointment-cursor.ts';
import type { Appointment } from '../../../domain/scheduling/appointment.ts';
import { isUnsettled } from '../../../domain/scheduling/visits/patient-visits.ts';
import { msUntilNext, rotateOverClinics } from '../connection/rotation.ts';
import type { MemoryDatabase } from '../database.ts';
import { insertNotice } from '../messaging/notices.ts';
import { seriesOf } from './appointment-changes.ts';
import type { AppointmentRow, ReminderRow } from './appointment-rows.ts';

export const memoryReminders = (db: MemoryDatabase): Reminders => ({
  claim: (limit, leaseMs) =>
    db.atomically(() => {
      const now = db.clock.now();
      const due = planned(db)
        .filter(({ row }) => row.remind?.at && isOver(row.remind.at, now))
        .filter(
          ({ row, clinicId }) => isOver(row.remind?.leaseUntil, now) && db.clinics.get(clinicId)?.active,
        )
        .sort((a, b) => Number(a.row.remind?.at) - Number(b.row.remind?.at));
      return rotateOverClinics(due, limit, { inHand: [], served: db.served.reminders }).map(({ row }) => {
        row.remindToken = (row.remindToken ?? 0) + 1;
        if (row.remind) row.remind.leaseUntil = after(now, leaseMs);
        return claimed(db, row, row.remindToken);
      });
    }),

  settle: ({ appointment, leaseToken }, { skipped, sent, next }) =>
    db.atomically(() => {
      const row = planned(db).find((each) => each.row.appointment.id === appointment.id)?.row;
      if (row?.remind?.leaseUntil === undefined || row.remindToken !== leaseToken) return false;
      row.remind.at = next;
      row.remind.leaseUntil = undefined;
      for (const each of skipped) insert(db, row.appointment, each);
      if (sent === undefined || row.appointment.conversationId === undefined) return true;
      const { notice, ...decision } = sent;
      if (insert(db, row.appointment, { ...decision, messageId: notice.messageId }))
        insertNotice(db, row.appointment.conversationId, notice);
      return true;
    }),

  queued: (clinicId, id, messageId) =>
    db.atomically(() => {
      const row = db.book.appointments.get(id);
      const reminder = db.book.reminders.find(
        (each) => each.appointmentId === id && each.messageId === messageId,
      );
      if (row?.appointment.clinicId !== clinicId || reminder === undefined) return undefined;
      const { start, dueAt } = reminder;
      return { startsAt: new Date(start), dueAt, isUnsettled: unsettled(db, row) };
    }),

  msUntilDue: () =>
    db.atomically(() =>
      msUntilNext(
        planned(db).map(({ row }) => row.remind?.at),
        db.clock.now(),
      ),
    ),

  unconfirmed: (clinicId, { start, end }, limit, cursor) =>
    db.atomically(() => {
      const place = cursor === undefined ? undefined : readCursor(cursor);
      if (cursor !== undefined && place === undefined) throw new InvalidCursor();
      const found = [...db.book.appointments.values()]
        .map(({ appointment }) => appointment)
        .filter((one) => one.clinicId === clinicId && one.state === 'confirmed')
        .filter((one) => one.attendanceConfirmedAt === undefined)
        .filter(({ slot }) => slot.start >= start && slot.start < end)
        .filter((one) => place === undefined || order(one, { slot: place, id: place.id }) > 0)
        .sort(order);
      const visits = found.slice(0, limit).map((appointment) => ({
        appointment: structuredClone(appointment),
        reminders: decidedOf(db, appointment).map(withoutPlace),
      }));
      const last = visits.at(-1)?.appointment;
      return { visits, ...(found.length > limit && last && { next: writeCursor(last) }) };
    }),
});

type Placed = { readonly slot: { readonly start: Date }; readonly id: string };
const order = (a: Placed, b: Placed): number =>
  a.slot.start.getTime() - b.slot.start.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/**
 * Every confirmed visit; one that is new, was moved, or whose clinic has changed its document is due, in nobody's hands.
 * In Postgres the triggers `appointments_plan_reminders` and `clinics_plan_reminders` see to it.
 */
function planned(db: MemoryDatabase) {
  return [...db.book.appointments.values()].flatMap((row) => {
    const { appointment } = row;
    const clinic = db.clinics.get(appointment.clinicId);
    if (appointment.state !== 'confirmed') {
      delete row.remind;
      return [];
    }
    const start = appointment.slot.start.getTime();
    const before = row.remind;
    const isMoved = before?.start !== start;
    const rules = clinic && [clinic.contextualization, clinic.clinic.timeZone];
    const isChanged = before?.rules?.[0] !== rules?.[0] || before?.rules?.[1] !== rules?.[1];
    if (isMoved) {
      const now = db.clock.now();
      row.remind = { at: now, start, rules, leaseUntil: undefined, movedAt: before && now };
    } else if (isChanged) Object.assign(before, { at: db.clock.now(), rules, leaseUntil: undefined });
    return [{ row, clinicId: appointment.clinicId }];
  });
}

function claimed(db: MemoryDatabase, row: AppointmentRow, leaseToken: number): ClaimedVisit {
  const { appointment } = row;
  const sent = db.book.reminders.filter((each) => each.appointmentId === appointment.id && each.messageId);
  return {
    appointment: structuredClone(appointment),
    decided: decidedOf(db, appointment).map(withoutPlace),
    isUnsettled: unsettled(db, row),
    ...given({
      movedAt: row.remind?.movedAt,
      lastRemindedAt: latest(...sent.map(({ decidedAt }) => decidedAt)),
    }),
    leaseToken,
  };
}

const unsettled = (db: MemoryDatabase, { appointment: visit, news }: AppointmentRow): boolean =>
  isUnsettled({
    visit,
    isNewsPending: news !== undefined,
    series: seriesOf(db, visit.clinicId, visit.id),
  });

const decidedOf = (db: MemoryDatabase, { id, slot }: Appointment): readonly ReminderRow[] =>
  db.book.reminders.filter((row) => row.appointmentId === id && row.start === slot.start.getTime());

const withoutPlace = ({ rule, dueAt, decidedAt, skipped, messageId }: ReminderRow) => ({
  rule,
  dueAt,
  decidedAt,
  ...given({ skipped, messageId }),
});

/** `false` when it was decided before. */
function insert(
  db: MemoryDatabase,
  appointment: Appointment,
  decision: Omit<ReminderRow, 'appointmentId' | 'start'>,
): boolean {
  if (decidedOf(db, appointment).some(({ rule }) => rule === decision.rule)) return false;
  db.book.reminders.push({
    ...decision,
    appointmentId: appointment.id,
    start: appointment.slot.start.getTime(),
  });
  return true;
}
