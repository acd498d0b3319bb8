import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ContactId } from '../../../domain/messaging/people/contact-identity.ts';
import type { AppointmentChange, OnceOnly } from '../../../domain/scheduling/appointment-changes.ts';
import {
  isLive,
  keepsAway,
  SlotTaken,
  type Appointment,
  type AppointmentId,
} from '../../../domain/scheduling/appointment.ts';
import { keepLimits, type CountedLimit } from '../../../domain/scheduling/visit-limits.ts';
import { checkRepetition, concerns, decideChange, madeBy } from '../../../domain/scheduling/decide-change.ts';
import { PatientNotFound } from '../../../domain/scheduling/scheduling-errors.ts';
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
  const once = 'once' in change ? change.once : undefined;
  const made = once && madeUnderKey(db, clinicId, once);
  if (made !== undefined) return made;
  const series = seriesOf(db, clinicId, concerns(change));
  const { result, changed, taken, notice, attending } = decideChange(change, series);
  for (const appointment of changed) save(db, appointment);
  const attended = attending && db.book.appointments.get(attending.id);
  if (attended !== undefined) attended.appointment = attending as Appointment;
  if (taken !== undefined) add(db, taken, change.change === 'hold' ? change.limits : undefined);
  if (once) {
    const { key, fingerprint } = once;
    db.book.keys.set(`${clinicId} ${key}`, { fingerprint, appointmentId: madeBy(change) });
  }
  notices.push(() => insertNotice(db, result.conversationId, notice));
  return structuredClone(result);
}

/** @throws PatientNotFound, SlotTaken */
function add(db: MemoryDatabase, appointment: Appointment, limits: readonly CountedLimit[] = []): void {
  checkPatient(db, appointment);
  const all = [...db.book.appointments.values()].map((row) => row.appointment);
  const others = all.filter(({ clinicId }) => clinicId === appointment.clinicId);
  keepLimits(limits, appointment, others);
  checkFree(db, appointment);
  db.book.appointments.set(appointment.id, {
    appointment: structuredClone(appointment),
    written: undefined,
    nextSyncAt: appointment.requestedAt === undefined ? appointment.holdExpiresAt : db.clock.now(),
    leaseUntil: undefined,
    leaseToken: 0,
    attempts: 0,
    notifiedOfDelay: false,
    eventChanges: 0,
    eventLooked: 0,
    areDeletionsHeld: false,
    news: undefined,
  });
}

/** @throws SlotTaken */
function checkFree(db: MemoryDatabase, appointment: Appointment): void {
  const all = [...db.book.appointments.values()].map((row) => row.appointment);
  if (all.some((other) => keepsAway(other, appointment))) throw new SlotTaken(appointment.slot);
}

/** A patient is notified in a conversation of their own, or of who they were merged with. @throws PatientNotFound */
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
  once: OnceOnly,
): Appointment | undefined {
  const first = db.book.keys.get(`${clinicId} ${once.key}`);
  if (first === undefined) return undefined;
  checkRepetition(once, first);
  return structuredClone(db.book.appointments.get(first.appointmentId)?.appointment);
}

/** The appointment and all that it was moved to or from; empty when the clinic has no such appointment. */
export function seriesOf(
  db: MemoryDatabase,
  clinicId: ClinicId,
  id: AppointmentId | undefined,
): readonly Appointment[] {
  const own = [...db.book.appointments.values()]
    .map(({ appointment }) => appointment)
    .filter((appointment) => appointment.clinicId === clinicId);
  const found = own.find((appointment) => appointment.id === id);
  return own.filter(({ seriesId }) => seriesId === found?.seriesId);
}

/**
 * A changed appointment is due: its calendar may be out of step now. Not when it ends, nothing was written and no earlier
 * event of it waits to be looked at: nobody can begin to write after this change.
 */
export function save(db: MemoryDatabase, appointment: Appointment): void {
  const row = db.book.appointments.get(appointment.id);
  if (row === undefined) return;
  if (row.appointment.calendarId !== appointment.calendarId) checkFree(db, appointment);
  if (row.appointment.generation !== appointment.generation) {
    row.written = undefined;
    row.eventChanges += 1;
  }
  row.appointment = appointment;
  // who ends it tells the patient as well
  if (!isLive(appointment)) row.news = undefined;
  const mayStand = row.written !== undefined || row.eventChanges > row.eventLooked;
  row.nextSyncAt = isLive(appointment) || mayStand ? db.clock.now() : undefined;
  row.attempts = 0;
}
