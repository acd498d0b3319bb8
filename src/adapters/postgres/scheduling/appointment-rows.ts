import { z } from 'zod';
import type { WrittenEvent } from '../../../domain/scheduling/calendar-event.ts';
import type { PendingNews } from '../../../domain/scheduling/calendar-sync/news.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';
import { contactId } from '../../../domain/messaging/people/contact-identity.ts';
import { conversationId } from '../../../domain/messaging/message.ts';
import { appointmentId, occupied, type Appointment } from '../../../domain/scheduling/appointment.ts';
import { given } from '../../../domain/given.ts';

/** As the rule of the same name. */
export const leavesCalendar = (row: string): string =>
  `(${row}.written_event_id is not null and ${row}.state in ('cancelled', 'failed'))`;

const columns = {
  clinic_id: z.string().transform(clinicId),
  id: z.string().transform(appointmentId),
  series_id: z.string(),
  state: z.enum(['held', 'confirmed', 'cancelled', 'failed']),
  requested_at: z.date().nullable(),
  hold_expires_at: z.date().nullable(),
  service_id: z.string(),
  service_name: z.string(),
  practitioner_id: z.string().nullable(),
  room_id: z.string().nullable(),
  calendar_id: z.string(),
  starts_at: z.date(),
  ends_at: z.date(),
  buffer_before_minutes: z.int(),
  buffer_after_minutes: z.int(),
  contact_id: z.string().transform(contactId).nullable(),
  conversation_id: z.string().transform(conversationId).nullable(),
  generation: z.int(),
  replaces: z.string().transform(appointmentId).nullable(),
  reason: z.string().nullable(),
  asked_about: z.literal('deletion').nullable(),
  attendance_confirmed_at: z.date().nullable(),
  given_back_at: z.date().nullable(),
  told_by_clinic: z.boolean(),
  version: z.int(),
  created_at: z.date(),
};

const row = z.object(columns);

/** What `appointmentRow` reads, by name: the result of a prepared statement must not change when a migration adds a column. */
export const appointmentColumns: readonly string[] = Object.keys(columns);

export const appointmentRow = row.transform(appointmentOf);

function appointmentOf(found: z.output<typeof row>): Appointment {
  return {
    id: found.id,
    clinicId: found.clinic_id,
    seriesId: found.series_id,
    state: found.state,
    serviceId: found.service_id,
    serviceName: found.service_name,
    calendarId: found.calendar_id,
    slot: { start: found.starts_at, end: found.ends_at },
    bufferMinutes: { before: found.buffer_before_minutes, after: found.buffer_after_minutes },
    generation: found.generation,
    version: found.version,
    createdAt: found.created_at,
    ...(found.requested_at && { requestedAt: found.requested_at }),
    ...(found.hold_expires_at && { holdExpiresAt: found.hold_expires_at }),
    ...(found.told_by_clinic && { isToldByClinic: true }),
    ...given({
      professionalId: found.practitioner_id ?? undefined,
      roomId: found.room_id ?? undefined,
      contactId: found.contact_id ?? undefined,
      conversationId: found.conversation_id ?? undefined,
      replaces: found.replaces ?? undefined,
      reason: found.reason ?? undefined,
      askedAbout: found.asked_about ?? undefined,
      attendanceConfirmedAt: found.attendance_confirmed_at ?? undefined,
      givenBackAt: found.given_back_at ?? undefined,
    }),
  };
}

const claimed = z.object({
  ...columns,
  written_calendar_id: z.string().nullable(),
  written_event_id: z.string().nullable(),
  written_start: z.date().nullable(),
  written_end: z.date().nullable(),
  written_seen: z.boolean(),
  lease_token: z.coerce.number(),
  sync_attempts: z.int(),
  told_to_wait: z.boolean(),
  event_changes: z.int(),
  event_looked: z.int(),
  deletions_held: z.boolean(),
  tell_at: z.date().nullable(),
  told_start: z.date().nullable(),
  told_practitioner_id: z.string().nullable(),
  told_live: z.boolean().nullable(),
  due_since: z.date(),
});

/** The same for `claimedRow`. */
export const claimedColumns: readonly string[] = Object.keys(claimed.shape);

/** An appointment under lease, with what is known of its event. */
export const claimedRow = claimed.transform((found) => {
  const written = writtenOf(found);
  const news = newsOf(found);
  return {
    appointment: appointmentOf(found),
    leaseToken: found.lease_token,
    attempts: found.sync_attempts,
    notifiedOfDelay: found.told_to_wait,
    dueSince: found.due_since,
    eventChanges: found.event_changes,
    hasEventChanged: found.event_changes > found.event_looked,
    areDeletionsHeld: found.deletions_held,
    ...given({ written, news }),
  };
});

function newsOf(found: z.output<typeof claimed>): PendingNews | undefined {
  const { tell_at: at, told_start: start, told_live: isLive } = found;
  if (at === null || start === null || isLive === null) return undefined;
  const professionalId = found.told_practitioner_id ?? undefined;
  return { at, known: { start, isLive, ...given({ professionalId }) } };
}

function writtenOf(found: z.output<typeof claimed>): WrittenEvent | undefined {
  const { written_calendar_id: calendarId, written_event_id: eventId } = found;
  const { written_start: start, written_end: end, written_seen: isSeen } = found;
  if (calendarId === null || eventId === null || start === null || end === null) return undefined;
  return { calendarId, eventId, slot: { start, end }, isSeen };
}

/** For an insert, in the order of `insertColumns`. */
export const insertValues = (appointment: Appointment): readonly unknown[] => {
  const { slot, bufferMinutes } = appointment;
  const { start, end } = occupied(appointment);
  return [
    appointment.clinicId,
    appointment.id,
    appointment.seriesId,
    appointment.state,
    appointment.requestedAt,
    appointment.holdExpiresAt,
    appointment.serviceId,
    appointment.serviceName,
    appointment.professionalId,
    appointment.calendarId,
    slot.start,
    slot.end,
    bufferMinutes.before,
    bufferMinutes.after,
    appointment.contactId,
    appointment.conversationId,
    appointment.generation,
    appointment.replaces,
    appointment.createdAt,
    start,
    end,
    appointment.roomId,
    appointment.isToldByClinic === true,
  ];
};

export const insertStatement = `
insert into appointments (
  clinic_id, id, series_id, state, requested_at, hold_expires_at, service_id, service_name, practitioner_id,
  calendar_id, starts_at, ends_at, buffer_before_minutes, buffer_after_minutes, contact_id, conversation_id, generation,
  replaces, created_at, during, next_sync_at, room_id, told_by_clinic, guards_professional
)
values (
  $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
  tstzrange($20, $21), case when $5::timestamptz is null then $6::timestamptz else now() end, $22, $23, true
)`;
