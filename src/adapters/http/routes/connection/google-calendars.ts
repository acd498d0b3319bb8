import { z } from 'zod';
import type { AssociateCalendars } from '../../../../application/connection/associate-calendars.ts';
import type { ListCalendars } from '../../../../application/connection/list-calendars.ts';
import type { MoveMisplacedVisits } from '../../../../application/scheduling/move-misplaced-visits.ts';
import type { FindMisplacedVisits } from '../../../../application/scheduling/find-misplaced-visits.ts';
import type { Log } from '../../../../application/ports/operations/log.ts';
import { appointment, shown } from '../scheduling/appointment-schemas.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { admins, everybody, inClinic, instant } from '../../api/schemas.ts';
import { given } from '../../../../domain/given.ts';

export type CalendarNeeds = {
  listCalendars: ListCalendars;
  associateCalendars: AssociateCalendars;
  findMisplacedVisits: FindMisplacedVisits;
  moveMisplacedVisits: Pick<MoveMisplacedVisits, 'ofClinic'>;
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
const chosenUse = z
  .enum(['write', 'busy', 'ignore'])
  .describe(
    '`write`: visits are written to it; `busy`: its events only keep times away; `ignore`: nothing of it counts',
  );
const ownedBy = { professionalId: z.string().optional(), roomId: z.string().optional() };
const listed = z
  .object({
    ...ofGoogle,
    isPrimary: z.boolean(),
    isHidden: z.boolean(),
    use: z.enum(['bookable', 'busy-only']).describe('What the account may do with it'),
    isAssociated: z.boolean(),
    ...ownedBy,
    chosenUse: chosenUse.optional(),
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
    ...ownedBy,
    chosenUse: chosenUse.optional(),
    reachability: z.enum(['reachable', 'unreachable', 'not-writable']),
    writesResumeAt: instant.optional().describe('Google’s usage limit: nothing is written before then'),
  })
  .meta({ id: 'ClinicCalendar' });
const misplaced = z.object({
  appointment,
  belongsTo: z
    .string()
    .optional()
    .describe('The calendar it would be written to now; absent when that is not clear'),
  why: z
    .enum(['calendar-not-in-use', 'other-calendar'])
    .describe('`calendar-not-in-use`: its calendar does not count any more, or only as busy'),
  blockedBy: z
    .enum(['unclear-calendar', 'taken', 'deletion-asked', 'being-booked'])
    .optional()
    .describe('Why people have to move it; absent when it is moved by itself within minutes'),
});
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
    responses: {
      200: z.object({ calendars: z.array(listed).readonly(), unlisted: z.array(associated).readonly() }),
    },
    errors,
    handler: async ({ clinicId }) => {
      return reply(200, await needs.listCalendars(clinicId));
    },
  }),

  endpoint({
    id: 'listMisplacedVisits',
    method: 'GET',
    path: '/api/google/calendars/misplaced',
    summary: {
      en: 'Visits to come that stand in a calendar where they would not be written now',
      pt: 'Horários marcados em agendas em que não se marca mais',
    },
    tag,
    access: { roles: everybody, clinicFrom: 'query' },
    request: { query: z.strictObject(inClinic) },
    responses: { 200: z.object({ visits: z.array(misplaced).readonly() }) },
    errors: [],
    handler: async ({ clinicId }) => {
      const visits = await needs.findMisplacedVisits(clinicId);
      return reply(200, {
        visits: visits.map(({ appointment: found, ...rest }) => ({ appointment: shown(found), ...rest })),
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
        rooms: z
          .record(id, z.string().min(1).max(200))
          .optional()
          .describe('Calendar id to the id of a room or device, for the whole set; absent: as it was'),
        uses: z
          .record(id, chosenUse)
          .optional()
          .describe(
            'Calendar id to its use, for the whole set, also of calendars to ignore outside of it; absent: as it was',
          ),
      }),
    },
    responses: {
      200: z.object({
        calendars: z.array(associated).readonly(),
        movedVisits: z.int().describe('Visits to come that were moved to the calendars chosen now'),
        misplacedVisits: z
          .int()
          .describe('Visits to come that stand in calendars that are not written to any more'),
      }),
    },
    errors: [
      ...errors,
      'connection.changed',
      'connection.unknown-calendars',
      'connection.unknown-professionals',
      'connection.unknown-rooms',
      'connection.calendar-use-refused',
      'connection.calendars-unassigned',
    ],
    idempotent: true,
    audit: { action: 'calendars.associate', subject: () => 'calendars' },
    handler: async ({ clinicId, body: { calendarIds, professionals, rooms, uses }, requestId, note }) => {
      const active = await needs.associateCalendars({
        clinicId,
        calendarIds,
        ...given({ professionals, rooms, uses }),
      });
      note({ calendars: active.length });
      const { moved, left } = await needs.moveMisplacedVisits.ofClinic(clinicId);
      needs.log.info({ requestId, clinicId, calendars: active.length }, 'calendars chosen');
      return reply(200, { calendars: active, movedVisits: moved, misplacedVisits: left.length });
    },
  }),
];
