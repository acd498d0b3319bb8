import { z } from 'zod';
import type { CreateApiKey } from '../../../../application/access/create-api-key.ts';
import type { ApiKeys, KeyOwner } from '../../../../application/ports/access/api-keys.ts';
import type { Clock } from '../../../../application/ports/system/clock.ts';
import { ApiKeyNotFound } from '../../../../domain/access/access-errors.ts';
import { apiKeyId, mostKeyDays, type ApiKey } from '../../../../domain/access/api-key.ts';
import { pageOf, pageQuery, readPage } from '../../api/cursor.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import {
  admins,
  clinicIdAsked,
  inClinic,
  instant,
  line,
  platform,
  uuidAsked,
  uuidGiven,
} from '../../api/schemas.ts';

const clinicRole = z.enum(['clinic-admin', 'clinic-staff', 'service']);
const anyRole = z.enum(['platform-admin', ...clinicRole.options]);
const apiKey = z
  .object({
    id: uuidGiven,
    name: z.string(),
    role: anyRole,
    clinicId: uuidGiven.optional().describe('The clinic that made it; absent for keys of the installation'),
    clinicIds: z.array(uuidGiven).readonly(),
    createdBy: z.string(),
    createdAt: instant,
    expiresAt: instant,
    revokedAt: instant.optional(),
    lastUsedAt: instant.optional(),
  })
  .meta({ id: 'ApiKey' });
const created = z.object({
  apiKey,
  key: z.string().optional().describe('The key itself: shown now and never again, not even to a repeat'),
});
const input = {
  name: line(120),
  expiresInDays: z.int().min(1).max(mostKeyDays).default(90),
};
/** The secret is kept nowhere, and so not for repeats either. */
const withoutSecret = (body: unknown) => ({ ...(body as z.output<typeof created>), key: undefined });

export type ApiKeyNeeds = {
  apiKeys: ApiKeys;
  createApiKey: CreateApiKey;
  clock: Clock;
};

const tag = 'api-keys';
const params = z.strictObject(inClinic);
const oneKey = z.strictObject({ ...inClinic, keyId: uuidAsked });
const idempotent = { onRepeat: withoutSecret };

export const apiKeyEndpoints = ({ apiKeys, createApiKey, clock }: ApiKeyNeeds): readonly Endpoint[] => {
  const list = (owner: KeyOwner, query: z.output<typeof pageQuerySchema>) =>
    readPage(
      'api-keys',
      query,
      z.guid().transform(apiKeyId),
      (limit, after) => apiKeys.list(owner, limit, after),
      ({ id }) => id,
    );
  const revoke = async (owner: KeyOwner, keyId: string, by: string): Promise<ApiKey> => {
    const revoked = await apiKeys.revoke(owner, apiKeyId(keyId), by, clock.now());
    if (revoked === undefined) throw new ApiKeyNotFound(keyId);
    return revoked;
  };

  return [
    endpoint({
      id: 'listClinicApiKeys',
      method: 'GET',
      path: '/api/clinics/:clinicId/api-keys',
      summary: { en: 'The API keys of the clinic', pt: 'As chaves de API da clínica' },
      tag,
      access: { roles: admins, clinicFrom: 'params' },
      request: { params, query: pageQuerySchema },
      responses: { 200: pageOf(apiKey) },
      errors: ['http.cursor-invalid'],
      handler: async ({ clinicId, query }) => {
        return reply(200, await list(clinicId, query));
      },
    }),

    endpoint({
      id: 'createClinicApiKey',
      method: 'POST',
      path: '/api/clinics/:clinicId/api-keys',
      summary: { en: 'Make an API key for the clinic', pt: 'Criar uma chave de API da clínica' },
      tag,
      access: { roles: admins, clinicFrom: 'params', callers: 'people' },
      request: { params, body: z.strictObject({ ...input, role: clinicRole.default('service') }) },
      responses: { 201: created },
      errors: ['access.role-too-high'],
      idempotent,
      audit: { action: 'api-key.create', subject: ({ newId }) => `api-key:${newId}` },
      handler: async ({ clinicId, body, newId, role, caller, note }) => {
        note({ name: body.name, role: body.role, expiresInDays: body.expiresInDays });
        const { key, text } = await createApiKey({
          id: newId,
          name: body.name,
          role: body.role,
          clinicId,
          clinicIds: [clinicId],
          days: body.expiresInDays,
          by: caller.actor,
          giverRole: role,
        });
        return reply(201, { apiKey: key, key: text });
      },
    }),

    endpoint({
      id: 'revokeClinicApiKey',
      method: 'DELETE',
      path: '/api/clinics/:clinicId/api-keys/:keyId',
      summary: { en: 'End an API key of the clinic', pt: 'Revogar uma chave de API da clínica' },
      tag,
      access: { roles: admins, clinicFrom: 'params', callers: 'people' },
      request: { params: oneKey },
      responses: { 200: apiKey },
      errors: ['access.key-not-found'],
      audit: { action: 'api-key.revoke', subject: ({ params: { keyId } }) => `api-key:${keyId}` },
      handler: async ({ clinicId, params: { keyId }, caller }) => {
        return reply(200, await revoke(clinicId, keyId, caller.actor));
      },
    }),

    endpoint({
      id: 'listApiKeys',
      method: 'GET',
      path: '/api/api-keys',
      summary: { en: 'The API keys of the installation', pt: 'As chaves de API da instalação' },
      tag,
      access: { roles: platform },
      request: { query: pageQuerySchema },
      responses: { 200: pageOf(apiKey) },
      errors: ['http.cursor-invalid'],
      handler: async ({ query }) => reply(200, await list('installation', query)),
    }),

    endpoint({
      id: 'createApiKey',
      method: 'POST',
      path: '/api/api-keys',
      summary: {
        en: 'Make an API key for several clinics, or for all',
        pt: 'Criar uma chave de API para várias clínicas, ou para todas',
      },
      tag,
      access: { roles: platform, callers: 'people' },
      request: {
        body: z
          .strictObject({
            ...input,
            role: anyRole.default('service'),
            clinicIds: z
              .array(clinicIdAsked)
              .max(200)
              .transform((ids) => [...new Set(ids)])
              .default([]),
          })
          .refine(({ role, clinicIds }) => (role === 'platform-admin') === (clinicIds.length === 0), {
            path: ['clinicIds'],
            message: 'Expected the clinics of the key; none for a platform-admin, who reaches all',
          }),
      },
      responses: { 201: created },
      errors: ['access.role-too-high', 'clinic.not-found'],
      idempotent,
      audit: { action: 'api-key.create', subject: ({ newId }) => `api-key:${newId}` },
      handler: async ({ body, newId, role, caller, note }) => {
        const { name, clinicIds, expiresInDays } = body;
        note({ name, role: body.role, clinicIds, expiresInDays });
        const { key, text } = await createApiKey({
          id: newId,
          name,
          role: body.role,
          clinicIds,
          days: expiresInDays,
          by: caller.actor,
          giverRole: role,
        });
        return reply(201, { apiKey: key, key: text });
      },
    }),

    endpoint({
      id: 'revokeApiKey',
      method: 'DELETE',
      path: '/api/api-keys/:keyId',
      summary: { en: 'End an API key of the installation', pt: 'Revogar uma chave de API da instalação' },
      tag,
      access: { roles: platform, callers: 'people' },
      request: { params: z.strictObject({ keyId: uuidAsked }) },
      responses: { 200: apiKey },
      errors: ['access.key-not-found'],
      audit: { action: 'api-key.revoke', subject: ({ params: { keyId } }) => `api-key:${keyId}` },
      handler: async ({ params: { keyId }, caller }) =>
        reply(200, await revoke('installation', keyId, caller.actor)),
    }),
  ];
};

const pageQuerySchema = z.strictObject(pageQuery);
