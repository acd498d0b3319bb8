import { z } from 'zod';
import type { ClinicRegistry } from '../../../../application/ports/clinic/clinic-registry.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { platform, uuidGiven } from '../../api/schemas.ts';

const connections = z
  .object({
    clinicId: uuidGiven,
    google: z.enum(['connected', 'renewing_failed', 'reconnect_required', 'disconnecting', 'not_connected']),
    numbers: z.int().describe('Its WhatsApp numbers that are switched on'),
  })
  .meta({ id: 'ClinicConnections' });

const mostClinics = 5_000;

type Needs = { clinicRegistry: Pick<ClinicRegistry, 'connections'> };

export const clinicConnectionEndpoints = ({ clinicRegistry }: Needs): readonly Endpoint[] => [
  endpoint({
    id: 'listClinicConnections',
    method: 'GET',
    path: '/api/clinic-connections',
    summary: {
      en: 'Which clinics are connected to Google and have WhatsApp numbers, at most 5000 by id',
      pt: 'Quais clínicas estão conectadas ao Google e têm números de WhatsApp, no máximo 5000 por id',
    },
    tag: 'clinics',
    access: { roles: platform },
    request: {},
    responses: { 200: z.object({ items: z.array(connections).readonly() }) },
    handler: async () => reply(200, { items: await clinicRegistry.connections(mostClinics) }),
  }),
];
