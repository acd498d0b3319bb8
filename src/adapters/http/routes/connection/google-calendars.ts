import { z } from 'zod';
import type { AssociateCalendars } from '../../../../application/connection/associate-calendars.ts';
import type { ListCalendars } from '../../../../application/connection/list-calendars.ts';
import type { ClinicCalendar } from '../../../../application/ports/connection/clinic-calendars.ts';
import type { Log } from '../../../../application/ports/operations/log.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { admins, everybody, inClinic, instant } from '../../api/schemas.ts';
import { withProfessional } from '../clinic/professional.ts';

export type CalendarNeeds = {
  listCalendars: ListCalendars;
  associateCalendars: AssociateCalendars;
  log: Log;
};

const tag = 'google';
const id = z.string().trim().min(1).max(1_024);
const ofGoogle = {
  calendarId: z.string(),
  summary: z.string(),
  timeZone: z.string(),
  accessRole: z.string(),
};
const listed = z
  .object({
    ...ofGoogle,
    isPrimary: z.boolean(),
    isHidden: z.boolean(),
    use: z.enum(['bookable', 'busy-only']),
    isAssociated: z.boolean(),
    professionalId: z.string().optional(),
    proposedProfessionalId: z
      .string()
      .optional()
      .describe('Whose name it bears; to be confirmed by whoever chooses'),
  })
  .meta({ id: 'GoogleCalendar' });
const associated = z
  .object({
    ...ofGoogle,
    isActive: z.boolean(),
    professionalId: z.string().optional(),
    reachability: z.enum(['reachable', 'unreachable', 'not-writable']),
    writesResumeAt: instant.optional().describe('Google’s usage limit: nothing is written before then'),
  })
  .meta({ id: 'ClinicCalendar' });
const errors = [
  'connection.not-connected',
  'connection.reconnect-required',
  'connection.google-unavailable',
  'connection.google-misconfigured',
];

/** Which calendars of the connected account count for the clinic. */
export const googleCalendarEndpoints = (needs: CalendarNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'listGoogleCalendars',
    method: 'GET',
    path: '/api/google/calendars/list',
    summary: {
      en: 'Every calendar of the connected account, and which ones count',
      pt: 'Todas as agendas da conta conectada, e quais contam',
    },
    tag,
    access: { roles: everybody, clinicFrom: 'query' },
    request: { query: z.strictObject(inClinic) },
    responses: { 200: z.object({ calendars: z.array(listed), unlisted: z.array(associated) }) },
    errors,
    handler: async ({ clinicId }) => {
      const { calendars, unlisted } = await needs.listCalendars(clinicId);
      return reply(200, {
        calendars: calendars.map(({ proposedPractitionerId, ...calendar }) => ({
          ...withProfessional(calendar),
          ...(proposedPractitionerId !== undefined && { proposedProfessionalId: proposedPractitionerId }),
        })),
        unlisted: unlisted.map(withProfessional),
      });
    },
  }),

  endpoint({
    id: 'associateGoogleCalendars',
    method: 'POST',
    path: '/api/google/calendars/associate',
    summary: {
      en: 'Choose the calendars that count: the named set becomes the active set',
      pt: 'Escolher as agendas que contam: as indicadas passam a ser as ativas',
    },
    tag,
    access: { roles: admins, clinicFrom: 'body' },
    request: {
      body: z.strictObject({
        ...inClinic,
        calendarIds: z.array(id).max(500),
        professionals: z
          .record(id, z.string().min(1).max(200))
          .optional()
          .describe('Calendar id to professional id, for the whole set; absent: as it was'),
      }),
    },
    responses: { 200: z.object({ calendars: z.array(associated) }) },
    errors: [
      ...errors,
      'connection.changed',
      'connection.unknown-calendars',
      'connection.unknown-professionals',
      'connection.calendars-unassigned',
    ],
    idempotent: true,
    audit: { action: 'calendars.associate', subject: () => 'calendars' },
    handler: async ({ clinicId, body: { calendarIds, professionals }, requestId, note }) => {
      const active = await needs.associateCalendars({
        clinicId,
        calendarIds,
        ...(professionals && { practitioners: professionals }),
      });
      note({ calendars: active.length });
      needs.log.info({ requestId, clinicId, calendars: active.length }, 'calendars chosen');
      return reply(200, { calendars: active.map(withProfessional<ClinicCalendar>) });
    },
  }),
];
