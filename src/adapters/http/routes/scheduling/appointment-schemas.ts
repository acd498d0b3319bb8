import { z } from 'zod';
import { contactId } from '../../../../domain/messaging/people/contact-identity.ts';
import { conversationId } from '../../../../domain/messaging/message.ts';
import { appointmentId, type Appointment } from '../../../../domain/scheduling/appointment.ts';
import { passableLimits } from '../../../../domain/scheduling/scheduling-errors.ts';
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
    roomId: z.string().optional().describe('The room or device that it takes'),
    calendarId: z.string(),
    contactId: uuidGiven.optional(),
    conversationId: uuidGiven.optional(),
    replaces: uuidGiven.optional().describe('Ends when this one is confirmed'),
    requestedAt: instant.optional(),
    holdExpiresAt: instant.optional(),
    askedAbout: z
      .literal('deletion')
      .optional()
      .describe('Its event was deleted in Google: the clinic has to cancel or to keep it'),
    attendanceConfirmedAt: instant.optional().describe('When the patient said that they will come'),
    createdAt: instant,
    version: z.int(),
  })
  .meta({ id: 'Appointment' });

const patientNotice = z
  .object({
    how: z
      .enum(['message', 'template', 'when-patient-writes', 'none'])
      .describe(
        '`message`: at once; `template`: at once, as one, because the patient wrote more than 24 hours ago; `when-patient-writes`: the same without a template, so it waits, with an alert',
      ),
    because: z
      .enum(['no-conversation', 'opted-out', 'not-wanted', 'known'])
      .optional()
      .describe(
        'Of `none`: nobody to write to; it was only held, or the clinic tells them itself; nothing changed, or by the patient',
      ),
  })
  .meta({ id: 'PatientNotice' });

/** What has become of it, and whether and how the patient learns of that. */
export const toldAppointment = appointment
  .extend({ patientNotice: patientNotice.describe('How the patient will be told, as things stand now') })
  .meta({ id: 'ToldAppointment' });

export const shown = ({ slot, ...found }: Appointment) => ({
  ...found,
  start: slot.start,
  end: slot.end,
});

export const oneAppointment = z.strictObject({ id: uuidAsked.transform(appointmentId).meta(uuid) });
export const ofClinic = z.strictObject(inClinic);

const beyondLimits = z
  .union([z.literal(true), z.array(z.enum(passableLimits)).max(passableLimits.length)])
  .optional()
  .describe(
    'Goes beyond what patients are held to: the `limits` of the answer `scheduling.slot-not-offered`, or `true` for whatever they are. Never beyond what others have booked',
  );

const tellsPatient = z
  .boolean()
  .optional()
  .describe(
    '`false`: the clinic tells the patient itself. What goes wrong, or changes in the calendar later, the patient hears from us all the same',
  );

/** As use cases ask for it. */
export const toldByClinic = (tells: boolean | undefined): { readonly isToldByClinic?: true } =>
  tells === false ? { isToldByClinic: true } : {};

export const input = z
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
    tellsPatient,
    beyondLimits,
  })
  .refine(({ contactId: contact, conversationId: talk }) => talk === undefined || contact !== undefined, {
    path: ['contactId'],
    error: 'is needed together with conversationId',
  });

export const move = z.strictObject({
  ...inClinic,
  start: instantAsked,
  professionalId: name.optional(),
  tellsPatient,
  beyondLimits,
});
export const cancellation = z.strictObject({ ...inClinic, reason: name.optional(), tellsPatient });
export const window = z.strictObject({
  ...inClinic,
  ...pageQuery,
  from: dayOrInstant,
  to: dayOrInstant,
  contactId: uuidAsked.transform(contactId).meta(uuid).optional().describe('Only those of this patient'),
});
