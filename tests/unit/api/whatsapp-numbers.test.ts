import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { whatsappNumberEndpoints } from '../../../src/adapters/http/routes/clinic/whatsapp-numbers.ts';
import { memoryClock } from '../../../src/adapters/memory/system/clock.ts';
import { memoryDatabase, type MemoryDatabase } from '../../../src/adapters/memory/database.ts';
import { memoryStores } from '../../../src/adapters/memory/stores.ts';
import { makeChangeWhatsAppNumber } from '../../../src/application/clinic/change-whatsapp-number.ts';
import { makeRegisterWhatsAppNumber } from '../../../src/application/clinic/register-whatsapp-number.ts';
import type { Caller } from '../../../src/domain/access/caller.ts';
import type { ClinicId } from '../../../src/domain/clinic/clinic.ts';
import { served, type Served } from '../../support/api/served.ts';
import { addMemoryClinic, addMemoryNumber } from '../../support/worlds/memory-clinics.ts';

const ours = '551133330000';
let db: MemoryDatabase;
let clinic: ClinicId;
let api: Served;

beforeEach(async () => {
  const clock = memoryClock();
  db = memoryDatabase(clock);
  clinic = addMemoryClinic(db);
  addMemoryNumber(db, clinic, { whatsappNumber: ours, phoneNumberId: '900000000000001' });
  const { clinicNumbers: numbers } = memoryStores(db);
  const admin: Caller = {
    actor: 'user:ana',
    userId: 'ana',
    kind: 'person',
    isPlatformAdmin: false,
    clinics: new Map([[clinic, 'clinic-admin']]),
  };
  api = await served({
    db,
    endpoints: whatsappNumberEndpoints({
      clinicNumbers: numbers,
      registerWhatsAppNumber: makeRegisterWhatsAppNumber({ clinicNumbers: numbers, clock }),
      changeWhatsAppNumber: makeChangeWhatsAppNumber({ clinicNumbers: numbers }),
    }),
    callers: {
      admin,
      key: { ...admin, actor: 'key:k', kind: 'machine' },
      platform: { ...admin, isPlatformAdmin: true, clinics: new Map() },
    },
  });
});
afterEach(() => api.close());

async function ask(bearer: string, method: string, place = '', body?: object) {
  const answer = await fetch(`${api.url}/api/clinics/${clinic}/whatsapp-numbers${place}`, {
    method,
    headers: {
      authorization: `Bearer ${bearer}`,
      ...(method === 'PATCH' && { 'if-match': '"1"' }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

describe.each(['admin', 'key'])('an administrator of a clinic (%s)', (bearer) => {
  test('cannot give the clinic a number that is not there yet', async () => {
    const answer = await ask(bearer, 'POST', '', {
      whatsappNumber: '551155550000',
      phoneNumberId: '900000000000077',
    });
    expect([answer.status, answer.body['code']]).toEqual([403, 'access.role-insufficient']);
    expect(db.numbers).toHaveLength(1);
  });

  test.each([
    { phoneNumberId: '900000000000066' },
    { wabaId: '700000000000001' },
    { phoneNumberId: null },
    { isActive: false, phoneNumberId: '900000000000066' },
  ])('cannot say which number of Meta’s it is: %j', async (body) => {
    const answer = await ask(bearer, 'PATCH', `/${ours}`, body);
    expect([answer.status, answer.body['code']]).toEqual([403, 'access.role-insufficient']);
    expect(db.numbers).toMatchObject([
      { number: { phoneNumberId: '900000000000001' }, active: true, version: 1 },
    ]);
  });

  test('lists the numbers, puts one to rest and wakes it', async () => {
    expect((await ask(bearer, 'GET')).body['items']).toMatchObject([{ whatsappNumber: ours }]);
    const rested = await ask(bearer, 'PATCH', `/${ours}`, { isActive: false });
    expect([rested.status, rested.body['isActive']]).toEqual([200, false]);
  });
});

test('the platform gives a number to a clinic and says which of Meta’s it is', async () => {
  const made = await ask('platform', 'POST', '', { whatsappNumber: '551155550000' });
  expect(made.status).toBe(201);
  const changed = await ask('platform', 'PATCH', '/551155550000', { phoneNumberId: '900000000000077' });
  expect([changed.status, changed.body['phoneNumberId']]).toEqual([200, '900000000000077']);
});
