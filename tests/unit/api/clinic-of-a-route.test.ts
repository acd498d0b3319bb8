import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { endpoint, reply } from '../../../src/adapters/http/api/endpoint.ts';
import { clinicIdAsked, inClinic } from '../../../src/adapters/http/api/schemas.ts';
import { memoryClock } from '../../../src/adapters/memory/system/clock.ts';
import { memoryDatabase } from '../../../src/adapters/memory/database.ts';
import type { Caller } from '../../../src/domain/access/caller.ts';
import { clinicId, type ClinicId } from '../../../src/domain/clinic/clinic.ts';
import { served, type Served } from '../../support/api/served.ts';
import { addMemoryClinic } from '../../support/worlds/memory-clinics.ts';

const unknown = clinicId('01890000-0000-7000-8000-0000000000ff');
const declared = {
  method: 'POST',
  tag: 't',
  summary: { en: 's', pt: 's' },
  responses: { 200: z.object({ clinicId: z.string().optional() }) },
  audit: { action: 'write', subject: () => 'x' },
} as const;
const roles = ['platform-admin', 'clinic-admin'] as const;
let clinic: ClinicId;
let theirs: ClinicId;
let calls: number;
let db: ReturnType<typeof memoryDatabase>;
let api: Served;

const answer = async (id: ClinicId | undefined) => {
  calls += 1;
  return reply(200, { clinicId: id });
};

beforeEach(async () => {
  calls = 0;
  db = memoryDatabase(memoryClock());
  clinic = addMemoryClinic(db);
  theirs = addMemoryClinic(db);
  const root: Caller = {
    actor: 'user:r',
    userId: 'r',
    kind: 'person',
    isPlatformAdmin: true,
    clinics: new Map(),
  };
  // a token that was made elsewhere may name any clinic
  const clinics = new Map([clinic, unknown].map((id) => [id, 'clinic-admin'] as const));
  const admin: Caller = { ...root, actor: 'user:a', isPlatformAdmin: false, clinics };
  api = await served({
    db,
    callers: { root, admin },
    endpoints: [
      endpoint({
        ...declared,
        id: 'byPath',
        path: '/api/path/:clinicId',
        access: { roles, clinicFrom: 'params' },
        request: { params: z.strictObject(inClinic), body: z.strictObject({ text: z.string() }) },
        handler: (request) => answer(request.clinicId satisfies ClinicId),
      }),
      endpoint({
        ...declared,
        id: 'byBody',
        path: '/api/body',
        access: { roles, clinicFrom: 'body' },
        request: { body: z.strictObject({ ...inClinic, text: z.string() }) },
        handler: (request) => answer(request.clinicId satisfies ClinicId),
      }),
      endpoint({
        ...declared,
        id: 'byQuery',
        path: '/api/query',
        access: { roles, clinicFrom: 'query' },
        request: { query: z.strictObject({ clinicId: clinicIdAsked.optional() }) },
        handler: (request) => answer(request.clinicId),
      }),
    ],
  });
});
afterEach(() => api.close());

const asked: Readonly<Record<string, (id: string, body: object) => readonly [string, object?]>> = {
  path: (id, body) => [`/api/path/${id}`, body],
  body: (id, body) => ['/api/body', { ...body, clinicId: id }],
  query: (id) => [`/api/query?clinicId=${id}`],
};

async function ask(bearer: string, [place, body]: readonly [string, object?]) {
  const response = await fetch(`${api.url}${place}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const { code, message, clinicId: given } = (await response.json()) as Record<string, string | undefined>;
  return { status: response.status, code, message, clinicId: given };
}

describe.each(['path', 'body', 'query'])('a route whose clinic is in its %s', (part) => {
  const to = (id: string, body: object = { text: 'x' }) => (asked[part] as (typeof asked)[string])(id, body);

  test.each(['root', 'admin'])('gives the handler the clinic of %s', async (bearer) => {
    expect(await ask(bearer, to(clinic.toUpperCase()))).toEqual({ status: 200, clinicId: clinic });
  });

  test.each(['root', 'admin'])(
    'answers %s alike for a clinic that does not exist and one that is not the caller’s',
    async (bearer) => {
      const foreign = await ask('admin', to(theirs));
      const message = `There is no active clinic ${unknown}`;
      expect(await ask(bearer, to(unknown))).toEqual({ ...foreign, message });
      expect(foreign).toMatchObject({ status: 404, code: 'clinic.not-found' });
    },
  );

  test('looks at nothing else of a request about a clinic that does not exist', async () => {
    expect(await ask('root', to(unknown, { text: 7 }))).toMatchObject({ code: 'clinic.not-found' });
    expect(calls).toBe(0);
    expect(db.audit).toEqual([]);
  });
});

test('a route that lets its clinic be left out is then about none', async () => {
  expect(await ask('root', ['/api/query'])).toEqual({ status: 200 });
});

describe('a route is refused when it is declared', () => {
  const about = (access: { roles: typeof roles; clinicFrom?: 'params' | 'query' }, query: z.ZodType) => () =>
    endpoint({
      ...declared,
      id: 'odd',
      path: '/api/odd',
      access,
      request: { query },
      handler: async () => reply(200, {}),
    });
  const refusal = 'odd: clinicFrom must name the one part of the request that has a clinicId';

  test.each([
    ['with a clinicId that nobody checks', about({ roles }, z.strictObject(inClinic))],
    [
      'with a clinic that is not where it says',
      about({ roles, clinicFrom: 'params' }, z.strictObject(inClinic)),
    ],
    [
      'with a clinic that its schema does not know',
      about({ roles, clinicFrom: 'query' }, z.strictObject({})),
    ],
  ])('%s', (_, declare) => {
    expect(declare).toThrow(refusal);
  });
});
