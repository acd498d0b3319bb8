import { z } from 'zod';
import type { NumberHealths } from '../../../../application/ports/whatsapp/number-healths.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { admins, everybody, inClinic, platform } from '../../api/schemas.ts';
import { healthReading, shownReading } from './number-health-schema.ts';

type Needs = { numberHealths: Pick<NumberHealths, 'list' | 'readSoon' | 'overview'> };

const tag = 'whatsapp-numbers';
const path = '/api/clinics/:clinicId/whatsapp-health';
const mostTroubled = 200;

/** How Meta sees the numbers, as of the daily look. */
export const numberHealthEndpoints = ({ numberHealths }: Needs): readonly Endpoint[] => [
  endpoint({
    id: 'listWhatsAppNumberHealth',
    method: 'GET',
    path,
    summary: { en: 'How Meta sees the clinic’s numbers', pt: 'Como a Meta vê os números da clínica' },
    tag,
    access: { roles: everybody, clinicFrom: 'params' },
    request: { params: z.strictObject(inClinic) },
    responses: { 200: z.object({ numbers: z.array(healthReading) }) },
    handler: async ({ clinicId }) =>
      reply(200, { numbers: (await numberHealths.list(clinicId)).map(shownReading) }),
  }),

  endpoint({
    id: 'refreshWhatsAppNumberHealth',
    method: 'POST',
    path: `${path}/refresh`,
    summary: {
      en: 'Ask Meta about the clinic’s numbers again, within about a minute',
      pt: 'Consultar a Meta de novo sobre os números da clínica, em cerca de um minuto',
    },
    tag,
    access: { roles: admins, clinicFrom: 'params' },
    request: { params: z.strictObject(inClinic) },
    responses: { 204: 'empty' },
    audit: { action: 'whatsapp-health.refresh', subject: () => 'whatsapp-health' },
    handler: async ({ clinicId }) => {
      await numberHealths.readSoon(clinicId);
      return reply(204, undefined);
    },
  }),

  endpoint({
    id: 'listTroubledWhatsAppNumbers',
    method: 'GET',
    path: '/api/whatsapp-health',
    summary: {
      en: 'The numbers of all clinics that Meta shows in trouble, at most 200, and how many are well',
      pt: 'Os números de todas as clínicas com problemas na Meta, no máximo 200, e quantos estão bem',
    },
    tag,
    access: { roles: platform },
    request: {},
    responses: { 200: z.object({ numbers: z.array(healthReading), healthy: z.int() }) },
    handler: async () => {
      const { troubled, healthy } = await numberHealths.overview(mostTroubled);
      return reply(200, { numbers: troubled.map(shownReading), healthy });
    },
  }),
];
