import { z } from 'zod';
import type { ReplayParkedItems } from '../../../../application/messaging/replay-parked-items.ts';
import { parkedItemId, type ParkedItems } from '../../../../application/ports/messaging/parked-items.ts';
import { itemKinds } from '../../../../domain/messaging/webhook-item.ts';
import { pageOf, pageQuery, readPage, readPlace, writePlace } from '../../api/cursor.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { admins, clinicIdAsked, instant, uuidGiven } from '../../api/schemas.ts';

const parkedItem = z
  .object({
    id: uuidGiven,
    clinicId: uuidGiven.optional().describe('Absent when it was sent to a number that nobody had'),
    reason: z
      .string()
      .describe('e.g. `number-unknown`, `number-inactive`, `status-without-message`, `field:calls`'),
    kind: z.enum(itemKinds),
    phoneNumberId: z.string().optional(),
    displayNumber: z.string().optional(),
    requestId: z.string().describe('Of the webhook, as in the log'),
    receivedAt: instant,
  })
  .meta({ id: 'ParkedItem' });

export type ParkedItemNeeds = { parkedItems: ParkedItems; replayParkedItems: ReplayParkedItems };

const tag = 'parked-items';
const list = 'parked-items-replay';
/** Of a hundred items each; as much as one request has time for. */
const pagesAtOnce = 3;
const place = z.tuple([
  z.iso.datetime().transform((text) => new Date(text)),
  z.guid().transform(parkedItemId),
]);

export const parkedItemEndpoints = ({
  parkedItems,
  replayParkedItems,
}: ParkedItemNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'listParkedItems',
    method: 'GET',
    path: '/api/parked-items',
    summary: {
      en: 'What Meta sent and could not be placed, newest first, without its content',
      pt: 'O que a Meta enviou e não pôde ser encaminhado, do mais novo ao mais antigo, sem o conteúdo',
    },
    tag,
    access: { roles: admins, clinicFrom: 'query' },
    request: {
      query: z.strictObject({
        ...pageQuery,
        clinicId: clinicIdAsked.optional().describe('All of your clinics when absent'),
      }),
    },
    responses: { 200: pageOf(parkedItem) },
    errors: ['http.cursor-invalid'],
    handler: async ({ query, reach }) =>
      reply(
        200,
        await readPage(
          'parked-items',
          query,
          z.guid().transform(parkedItemId),
          (limit, before) => parkedItems.list(reach, limit, before),
          ({ id }) => id,
        ),
      ),
  }),

  endpoint({
    id: 'replayParkedItems',
    method: 'POST',
    path: '/api/parked-items/replay',
    summary: {
      en: 'Try again to place what is parked, oldest first, some hundreds at a time',
      pt: 'Tentar de novo encaminhar o que está parado, do mais antigo ao mais novo, algumas centenas por vez',
    },
    tag,
    access: { roles: admins, clinicFrom: 'query' },
    request: {
      query: z.strictObject({
        clinicId: clinicIdAsked.optional().describe('All of your clinics when absent'),
        cursor: z.string().min(1).max(400).optional().describe('nextCursor of the part before'),
      }),
    },
    responses: {
      200: z.object({
        looked: z.int(),
        resolved: z.int(),
        nextCursor: z
          .string()
          .nullable()
          .describe('Pass it on as `cursor` for the next part; null at the end'),
      }),
    },
    errors: ['http.cursor-invalid', 'messaging.ingest-overloaded', 'messaging.ingest-unavailable'],
    idempotent: true,
    audit: { action: 'parked-items.replay', subject: () => 'parked-items' },
    handler: async ({ query: { cursor }, reach, note }) => {
      const [receivedAt, id] = cursor === undefined ? [] : readPlace(list, cursor, place);
      const after = receivedAt && id && { receivedAt, id };
      const { looked, resolved, next } = await replayParkedItems({ reach, after, pages: pagesAtOnce });
      note({ looked, resolved });
      const nextCursor = next === undefined ? null : writePlace(list, [next.receivedAt, next.id]);
      return reply(200, { looked, resolved, nextCursor });
    },
  }),
];
