import { z } from 'zod';
import type { FindAvailability } from '../../../../application/scheduling/find-availability.ts';
import { appointmentId } from '../../../../domain/scheduling/appointment.ts';
import type { DayOrInstant } from '../../../../domain/scheduling/booking-window.ts';
import type { OfferedSlot } from '../../../../domain/scheduling/offered-slots.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { everybody, inClinic, instant, notThisCentury, thisCentury, uuidAsked } from '../../api/schemas.ts';
import { given } from '../../../../domain/given.ts';

const id = z.string().trim().min(1).max(200);

/** A day of the clinic's clocks, or an instant with its offset. A `+` that was not escaped arrives as a space. */
export const dayOrInstant = z
  .string()
  .regex(thisCentury, notThisCentury)
  .transform((text) => text.replace(/ (?=\d\d:\d\d$)/, '+'))
  .pipe(
    z.union([
      z.iso.date().transform((day) => day as DayOrInstant),
      z.iso.datetime({ offset: true }).transform((text): DayOrInstant => new Date(text)),
    ]),
  )
  .meta({
    jsonSchema: {
      description: 'A day of the clinic’s clocks, e.g. 2026-03-02, or an instant with its offset',
      anyOf: [
        { type: 'string', format: 'date', pattern: thisCentury.source },
        { type: 'string', format: 'date-time', pattern: thisCentury.source },
      ],
    },
  });

/** Why the agenda of a clinic cannot be read at the moment. */
export const agendaErrors = [
  'connection.not-connected',
  'connection.reconnect-required',
  'connection.google-unavailable',
  'connection.google-misconfigured',
  'scheduling.service-not-found',
  'scheduling.professional-not-found',
];

/** When a service of the clinic may be booked. */
export const availabilityEndpoints = ({
  findAvailability,
}: {
  findAvailability: FindAvailability;
}): readonly Endpoint[] => [
  endpoint({
    id: 'findAvailability',
    method: 'GET',
    path: '/api/google/availability',
    summary: {
      en: 'Free times of a service, over all active calendars',
      pt: 'Horários livres de um serviço, somando as agendas ativas',
    },
    tag: 'appointments',
    access: { roles: everybody, clinicFrom: 'query' },
    request: {
      query: z.strictObject({
        ...inClinic,
        serviceId: id,
        professionalId: id.optional(),
        from: dayOrInstant,
        to: dayOrInstant,
        moving: uuidAsked
          .transform(appointmentId)
          .meta({ jsonSchema: { type: 'string', format: 'uuid' } })
          .optional()
          .describe('The appointment that is to be moved: its own time is free for it'),
      }),
    },
    responses: {
      200: z.object({
        slots: z.array(
          z.object({
            start: instant,
            end: instant,
            professionalId: z.string().optional(),
            roomId: z.string().optional(),
            calendarId: z.string(),
          }),
        ),
        asOf: instant.describe('When the calendars were read'),
        unknownCalendars: z
          .array(
            z.object({
              calendarId: z.string(),
              professionalId: z.string().optional(),
              roomId: z.string().optional(),
              why: z
                .enum(['not-writable', 'unassigned'])
                .optional()
                .describe('Absent: it could not be read, and nothing that depends on it is offered'),
            }),
          )
          .readonly()
          .describe('Keep times from being offered'),
      }),
    },
    errors: [...agendaErrors, 'scheduling.appointment-not-found'],
    handler: async ({ clinicId, query: { serviceId, professionalId, from, to, moving } }) => {
      const found = await findAvailability({
        clinicId,
        serviceId,
        from,
        to,
        ...given({ professionalId, moving }),
      });
      return reply(200, {
        slots: found.slots.map(shown),
        asOf: found.asOf,
        unknownCalendars: found.unknownCalendars,
      });
    },
  }),
];

const shown = ({ slot, ...place }: OfferedSlot) => ({ ...slot, ...place });
