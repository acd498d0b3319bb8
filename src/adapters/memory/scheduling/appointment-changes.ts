import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { AppointmentChange, OnceOnly } from '../../../domain/scheduling/appointment-changes.ts';
import {
  AppointmentNotFound,
  isLive,
  occupied,
  SlotTaken,
  type Appointment,
  type AppointmentId,
} from '../../../domain/scheduling/appointment.ts';
import {
  cancelled,
  checkMovable,
  endings,
  movedOne,
  openMovesOf,
  requested,
} from '../../../domain/scheduling/change-appointment.ts';
import { IdempotencyKeyReused, PatientNotFound } from '../../../domain/scheduling/scheduling-errors.ts';
import type { ContactId } from '../../../domain/messaging/people/contact-identity.ts';
import { overlaps } from '../../../domain/scheduling/time-slot.ts';
import type { MemoryDatabase } from '../database.ts';
import { insertNotice } from '../messaging/notices.ts';
import { peopleOf } from '../messaging/people.ts';

/** Within somebody's synchronous transaction: all of them in order, or none and a throw. */
export function applyAppointmentChanges(
  db: MemoryDatabase,
  clinicId: ClinicId,
  changes: readonly AppointmentChange[],
): readonly Appointment[] {
  const { appointments, keys } = db.book;
  const before = [...appointments].map(([id, row]) => [id, { ...row }] as const);
  const keysBefore = [...keys];
  const notices: (() => void)[] = [];
  try {
    const results = changes.map((change) => apply(db, clinicId, change, notices));
    for (const insert of notices) insert();
    return results;
  } catch (error) {
    appointments.clear();
    for (const [id, row] of before) appointments.set(id, row);
    keys.clear();
    for (const [key, row] of keysBefore) keys.set(key, row);
    throw error;
  }
}

function apply(
  db: MemoryDatabase,
  clinicId: ClinicId,
  change: AppointmentChange,
  notices: (() => void)[],
): Appointment {
  switch (change.change) {
    case 'hold':
      return hold(db, clinicId, change);
    case 'stay':
      return stay(db, clinicId, change);
    case 'request': {
      const found = find(db, clinicId, change.appointmentId);
      return save(db, found, requested(found, change.at));
    }
    case 'cancel': {
      const found = find(db, clinicId, change.appointmentId);
      const after = save(db, found, cancelled(found, change.reason));
      if (after === found) return found;
      for (const move of openMovesOf(found, seriesOf(db, found)))
        save(db, move, cancelled(move, endings.withdrawn));
      notices.push(() => insertNotice(db, found.conversationId, change.notice));
      return after;
    }
  }
}

function hold(
  db: MemoryDatabase,
  clinicId: ClinicId,
  { appointment, once }: Extract<AppointmentChange, { change: 'hold' }>,
): Appointment {
  const made = once && madeUnderKey(db, clinicId, once);
  if (made !== undefined) return made;
  const replaces = appointment.replaces && makeRoom(db, clinicId, appointment.replaces);
  checkPatient(db, appointment);
  for (const { appointment: other } of db.book.appointments.values()) {
    const isRival =
      other.clinicId === clinicId &&
      other.calendarId === appointment.calendarId &&
      other.seriesId !== appointment.seriesId &&
      isLive(other);
    if (isRival && overlaps(occupied(other), occupied(appointment))) throw new SlotTaken(appointment.slot);
  }
  rememberKey(db, clinicId, once, appointment.id);
  const kept = structuredClone({ ...appointment, ...(replaces && { replaces }) });
  db.book.appointments.set(appointment.id, {
    appointment: kept,
    written: undefined,
    nextSyncAt: appointment.requestedAt === undefined ? appointment.holdExpiresAt : db.clock.now(),
    leaseUntil: undefined,
    leaseToken: 0,
    attempts: 0,
    notifiedOfDelay: false,
  });
  return structuredClone(kept);
}

function stay(
  db: MemoryDatabase,
  clinicId: ClinicId,
  { appointmentId, once }: Extract<AppointmentChange, { change: 'stay' }>,
): Appointment {
  const made = once && madeUnderKey(db, clinicId, once);
  if (made !== undefined) return made;
  const found = find(db, clinicId, appointmentId);
  checkMovable(found);
  for (const move of openMovesOf(found, seriesOf(db, found)))
    save(db, move, cancelled(move, endings.superseded));
  rememberKey(db, clinicId, once, appointmentId);
  return structuredClone(found);
}

function rememberKey(
  db: MemoryDatabase,
  clinicId: ClinicId,
  once: OnceOnly | undefined,
  appointmentId: AppointmentId,
): void {
  if (once) db.book.keys.set(`${clinicId} ${once.key}`, { fingerprint: once.fingerprint, appointmentId });
}

/** What is to be replaced; earlier wishes to move it are withdrawn. @throws AppointmentNotFound, AppointmentClosed */
function makeRoom(db: MemoryDatabase, clinicId: ClinicId, id: AppointmentId): AppointmentId {
  const found = find(db, clinicId, id);
  checkMovable(found);
  const moved = movedOne(found, seriesOf(db, found));
  for (const move of openMovesOf(moved, seriesOf(db, moved)))
    save(db, move, cancelled(move, endings.superseded));
  return moved.id;
}

function checkPatient(db: MemoryDatabase, { clinicId, contactId, conversationId }: Appointment): void {
  const { contacts } = peopleOf(db, clinicId).directory;
  const isKnownContact =
    contactId === undefined ||
    contacts.has(contactId) ||
    peopleOf(db, clinicId).merges.some(({ merged }) => merged.id === contactId);
  const isKnownConversation =
    conversationId === undefined || db.conversations.get(conversationId)?.clinicId === clinicId;
  if (!isKnownContact || !isKnownConversation) throw new PatientNotFound();
  if (contactId === undefined || conversationId === undefined) return;
  const theirs = db.conversations.get(conversationId)?.contactId;
  if (theirs === undefined || personOf(db, clinicId, theirs) !== personOf(db, clinicId, contactId))
    throw new PatientNotFound();
}

/** The contact that stands for this one after merges. */
function personOf(db: MemoryDatabase, clinicId: ClinicId, id: ContactId): ContactId {
  const merge = peopleOf(db, clinicId).merges.find(({ merged }) => merged.id === id);
  return merge === undefined ? id : personOf(db, clinicId, merge.kept);
}

/** @throws IdempotencyKeyReused */
export function madeUnderKey(
  db: MemoryDatabase,
  clinicId: ClinicId,
  { key, fingerprint }: OnceOnly,
): Appointment | undefined {
  const made = db.book.keys.get(`${clinicId} ${key}`);
  if (made === undefined) return undefined;
  if (made.fingerprint !== fingerprint) throw new IdempotencyKeyReused(key, made.appointmentId);
  return structuredClone(db.book.appointments.get(made.appointmentId)?.appointment);
}

/** @throws AppointmentNotFound */
function find(db: MemoryDatabase, clinicId: ClinicId, id: AppointmentId): Appointment {
  const row = db.book.appointments.get(id);
  if (row?.appointment.clinicId !== clinicId) throw new AppointmentNotFound(id);
  return row.appointment;
}

export const seriesOf = (db: MemoryDatabase, { clinicId, seriesId }: Appointment): readonly Appointment[] =>
  [...db.book.appointments.values()]
    .map(({ appointment }) => appointment)
    .filter((other) => other.clinicId === clinicId && other.seriesId === seriesId);

/**
 * A changed appointment is due: its calendar may be out of step now. Not when it ends and nothing was written: nobody
 * can begin to write after this change.
 */
export function save(db: MemoryDatabase, before: Appointment, after: Appointment): Appointment {
  const row = db.book.appointments.get(after.id);
  if (after === before || row === undefined) return before;
  row.appointment = after;
  row.nextSyncAt = isLive(after) || row.written ? db.clock.now() : undefined;
  row.attempts = 0;
  return structuredClone(after);
}
