import { z } from 'zod';
import type { ReadAgenda } from '../../../../application/scheduling/read-agenda.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { everybody, inClinic, instant } from '../../api/schemas.ts';
import { appointment, shown } from './appointment-schemas.ts';
import { dayOrInstant } from './availability.ts';

const span = z.object({ start: instant, end: instant });

const agenda = z
  .object({
    timeZone: z.string().describe('IANA name'),
    professionals: z.array(z.object({ id: z.string(), name: z.string(), working: z.array(span).readonly() })),
    appointments: z
      .array(
        appointment.extend({
          patient: z.object({ name: z.string().optional(), phone: z.string().optional() }).optional(),
        }),
      )
      .describe('Live ones, oldest first'),
    google: z
      .enum(['read', 'not-connected', 'reconnect-required', 'unavailable'])
      .describe('Unless `read`, only our own book is known'),
    calendars: z.array(
      z.object({
        calendarId: z.string(),
        summary: z.string(),
        professionalId: z.string().optional().describe('Absent: it counts for everybody, or for a room'),
        busy: z
          .union([z.array(span).readonly(), z.literal('unknown')])
          .describe('Besides our own appointments; nothing is offered where it is unknown'),
      }),
    ),
    asOf: instant.describe('When the calendars were read'),
  })
  .meta({ id: 'Agenda' });

/** Some days as a screen shows them. */
export const agendaEndpoints = ({ readAgenda }: { readAgenda: ReadAgenda }): readonly Endpoint[] => [
  endpoint({
    id: 'readAgenda',
    method: 'GET',
    path: '/api/agenda',
    summary: {
      en: 'Some days of the clinic: appointments with their patients, what else is in the calendars, working hours; at most 32 days',
      pt: 'Alguns dias da clínica: agendamentos com os pacientes, o que mais há nas agendas, horários de trabalho; até 32 dias',
    },
    tag: 'appointments',
    access: { roles: everybody, clinicFrom: 'query' },
    request: { query: z.strictObject({ ...inClinic, from: dayOrInstant, to: dayOrInstant }) },
    responses: { 200: agenda },
    handler: async ({ clinicId, query: { from, to } }) => {
      const found = await readAgenda({ clinicId, from, to });
      return reply(200, {
        ...found,
        professionals: [...found.professionals],
        appointments: found.appointments.map(({ patient, ...one }) => ({
          ...shown(one),
          ...(patient && { patient }),
        })),
        calendars: [...found.calendars],
      });
    },
  }),
];
