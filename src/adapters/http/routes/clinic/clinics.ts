import { z } from 'zod';
import type { ChangeClinic } from '../../../../application/clinic/change-clinic.ts';
import type { RegisterClinic } from '../../../../application/clinic/register-clinic.ts';
import type { ClinicRegistry } from '../../../../application/ports/clinic/clinic-registry.ts';
import { ClinicNotFound } from '../../../../domain/clinic/clinic-errors.ts';
import { clinicId } from '../../../../domain/clinic/clinic.ts';
import { pageOf, pageQuery, readPage } from '../../api/cursor.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import {
  admins,
  clinicIdAsked,
  everybody,
  instant,
  jsonDocument,
  line,
  platform,
  uuidGiven,
} from '../../api/schemas.ts';
import { finding } from './clinic-context-schemas.ts';
import { given } from '../../../../domain/given.ts';

const clinic = z
  .object({
    id: uuidGiven,
    name: z.string(),
    timeZone: z.string().describe('IANA name'),
    simulation: z.boolean().describe('In simulation the assistant answers, but nothing goes to Meta'),
    isActive: z.boolean(),
    contextVersion: z.int(),
    version: z.int().describe('Of everything but the context'),
    createdAt: instant,
  })
  .meta({ id: 'Clinic' });

export type ClinicNeeds = {
  clinicRegistry: ClinicRegistry;
  registerClinic: RegisterClinic;
  changeClinic: ChangeClinic;
};

const tag = 'clinics';
const contextLimit = 512 * 1024;

export const clinicEndpoints = ({
  clinicRegistry,
  registerClinic,
  changeClinic,
}: ClinicNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'listClinics',
    method: 'GET',
    path: '/api/clinics',
    summary: { en: 'The clinics that you work for', pt: 'As clínicas em que você trabalha' },
    tag,
    access: { roles: everybody },
    request: { query: z.strictObject(pageQuery) },
    responses: { 200: pageOf(clinic) },
    errors: ['http.cursor-invalid'],
    handler: async ({ query, reach }) =>
      reply(
        200,
        await readPage(
          'clinics',
          query,
          z.guid().transform(clinicId),
          (limit, after) => clinicRegistry.list(reach, limit, after),
          ({ id }) => id,
        ),
      ),
  }),

  endpoint({
    id: 'registerClinic',
    method: 'POST',
    path: '/api/clinics',
    summary: { en: 'Register a clinic', pt: 'Cadastrar uma clínica' },
    tag,
    access: { roles: platform },
    request: {
      body: z.strictObject({
        name: line(200),
        timeZone: line(64).default('America/Sao_Paulo'),
        simulation: z.boolean().default(false),
        context: jsonDocument.default({}).describe('contextualization_json, as the clinics screen saves it'),
      }),
    },
    responses: { 201: z.object({ clinic, findings: z.array(finding).readonly() }) },
    errors: ['clinic.unknown-time-zone', 'clinic.id-taken'],
    idempotent: true,
    bodyLimit: contextLimit,
    audit: {
      action: 'clinic.register',
      subject: ({ body }) => `clinic ${body.name}`,
      clinicId: ({ newId }) => newId,
    },
    handler: async ({ body: { context, ...body }, newId, caller }) => {
      const registered = await registerClinic({
        ...body,
        id: clinicId(newId),
        contextualization: context,
        by: caller.actor,
      });
      const { clinic: made, findings } = registered;
      return reply(201, { clinic: made, findings }, { location: `/api/clinics/${made.id}` });
    },
  }),

  endpoint({
    id: 'getClinic',
    method: 'GET',
    path: '/api/clinics/:clinicId',
    summary: { en: 'One clinic', pt: 'Uma clínica' },
    tag,
    access: { roles: everybody, clinicFrom: 'params' },
    request: { params: z.strictObject({ clinicId: clinicIdAsked }) },
    responses: { 200: clinic },
    handler: async ({ params }) => {
      const found = await clinicRegistry.get(params.clinicId);
      if (found === undefined) throw new ClinicNotFound(params.clinicId);
      return reply(200, found, { version: found.version });
    },
  }),

  endpoint({
    id: 'changeClinic',
    method: 'PATCH',
    path: '/api/clinics/:clinicId',
    summary: {
      en: 'Change what is given over the version that you have read; an inactive clinic neither receives nor sends',
      pt: 'Mudar o que for informado sobre a versão que você leu; uma clínica inativa não recebe nem envia',
    },
    tag,
    access: { roles: admins, clinicFrom: 'params' },
    request: {
      params: z.strictObject({ clinicId: clinicIdAsked }),
      body: z.strictObject({
        name: line(200).optional(),
        timeZone: line(64).optional(),
        simulation: z.boolean().optional(),
        isActive: z.boolean().optional(),
      }),
    },
    responses: { 200: clinic },
    errors: ['clinic.changed', 'clinic.unknown-time-zone'],
    versioned: true,
    audit: { action: 'clinic.change', subject: () => 'clinic' },
    handler: async ({ params, body, version = 0, note }) => {
      const { name, timeZone, simulation, isActive } = body;
      const changes = {
        ...given({ name, timeZone, simulation, isActive }),
      };
      note({ from: version, ...changes });
      const changed = await changeClinic({ ...params, expectedVersion: version, changes });
      return reply(200, changed, { version: changed.version });
    },
  }),
];
