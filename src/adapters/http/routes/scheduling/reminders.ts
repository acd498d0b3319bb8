import { z } from 'zod';
import type { ListUnconfirmedVisits } from '../../../../application/scheduling/list-unconfirmed-visits.ts';
import { skipReasons } from '../../../../domain/reminders/decide-reminder.ts';
import { pageOf } from '../../api/cursor.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { everybody, instant, uuidGiven } from '../../api/schemas.ts';
import { appointment, shown, window } from './appointment-schemas.ts';
import { given } from '../../../../domain/given.ts';

export type ReminderNeeds = { listUnconfirmedVisits: ListUnconfirmedVisits };

const reminder = z
  .object({
    rule: z.string().describe('`days:1`: on an earlier day; `minutes:120`: so long before'),
    dueAt: instant,
    decidedAt: instant,
    skipped: z
      .enum(skipReasons)
      .optional()
      .describe(
        'Why it was not sent. `already-confirmed`; `too-late`: it came up when it was worth nothing any more; `next-one-due`: the next one was due as well; `just-booked`, `just-reminded`: within two hours; `opted-out`: the patient wants nothing that the clinic starts by itself; `no-conversation`: nobody to write to; `no-template`: the patient wrote more than 24 hours ago, and there is no template for reminders',
      ),
    messageId: uuidGiven.optional().describe('The message that reminds, in the conversation of the visit'),
  })
  .meta({ id: 'Reminder' });

const unconfirmed = appointment
  .extend({ reminders: z.array(reminder).describe('Of its present time, oldest first') })
  .meta({ id: 'UnconfirmedVisit' });

const defaultLimit = 50;

export const reminderEndpoints = ({ listUnconfirmedVisits }: ReminderNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'listUnconfirmedVisits',
    method: 'GET',
    path: '/api/reminders/unconfirmed',
    summary: {
      en: 'Confirmed visits of a window whose patients have not said that they come, and what became of their reminders',
      pt: 'Horários confirmados de um período cujos pacientes não disseram que vêm, e o que houve com os lembretes',
    },
    tag: 'reminders',
    access: { roles: everybody, clinicFrom: 'query' },
    request: { query: window },
    responses: { 200: pageOf(unconfirmed) },
    errors: ['scheduling.invalid-cursor'],
    handler: async ({ query: { cursor, limit = defaultLimit, ...rest } }) => {
      const { visits, next } = await listUnconfirmedVisits({
        ...rest,
        limit,
        ...given({ cursor }),
      });
      const items = visits.map((visit) => ({
        ...shown(visit.appointment),
        reminders: [...visit.reminders],
      }));
      return reply(200, { items, nextCursor: next ?? null });
    },
  }),
];
