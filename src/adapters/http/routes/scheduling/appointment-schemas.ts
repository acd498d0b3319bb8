import { z } from 'zod';
import { contactId } from '../../../../domain/messaging/people/contact-identity.ts';
import { conversationId } from '../../../../domain/messaging/message.ts';
import { appointmentId, type Appointment } from '../../../../domain/scheduling/appointment.ts';
import { pageQuery } from '../../api/cursor.ts';
import { inClinic, instant, instantAsked, line, uuidAsked, uuidGiven } from '../../api/schemas.ts';
import { dayOrInstant } from './availability.ts';

const uuid = { jsonSchema: { type: 'string', format: 'uuid' } };
const name = line(200);

export const appointment = z
  .object({
    id: uuidGiven,
    state: z
      .enum(['held', 'confirmed', 'cancelled', 'failed'])
      .describe('`held` with a `requestedAt` waits for the calendar'),
    reason: z.string().optional().describe('Why it was cancelled or failed'),
    start: instant,
    end: instant,
    serviceId: z.string(),
    serviceName: z.string(),
    professionalId: z.string().optional(),
    calendarId: z.string(),
    contactId: uuidGiven.optional(),
    conversationId: uuidGiven.optional(),
    replaces: uuidGiven.optional().describe('Ends when this one is confirmed'),
    requestedAt: instant.optional(),
    holdExpiresAt: instant.optional(),
    createdAt: instant,
    version: z.int(),
  })
  .meta({ id: 'Appointment' });

export const shown = ({ slot, practitionerId, ...found }: Appointment) => ({
  ...found,
  start: slot.start,
  end: slot.end,
  professionalId: practitionerId,
});

export const oneAppointment = z.strictObject({ id: uuidAsked.transform(appointmentId).meta(uuid) });
export const ofClinic = z.strictObject(inClinic);

export const wish = z
  .strictObject({
    ...inClinic,
    serviceId: name,
    professionalId: name.optional(),
    start: instantAsked,
    contactId: uuidAsked.transform(contactId).meta(uuid).optional(),
    conversationId: uuidAsked
      .transform(conversationId)
      .meta(uuid)
      .optional()
      .describe('Where the patient is told; nobody is told without it'),
  })
  .refine(({ contactId: contact, conversationId: talk }) => talk === undefined || contact !== undefined, {
    path: ['contactId'],
    error: 'is needed together with conversationId',
  });

export const move = z.strictObject({ ...inClinic, start: instantAsked, professionalId: name.optional() });
export const cancellation = z.strictObject({ ...inClinic, reason: name.optional() });
export const window = z.strictObject({ ...inClinic, ...pageQuery, from: dayOrInstant, to: dayOrInstant });
