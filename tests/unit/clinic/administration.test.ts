import { beforeEach, describe, expect, test } from 'vitest';
import { memoryClock, type SettableClock } from '../../../src/adapters/memory/system/clock.ts';
import { memoryDatabase, type MemoryDatabase } from '../../../src/adapters/memory/database.ts';
import { memoryStores } from '../../../src/adapters/memory/stores.ts';
import { makePreviewClinicContext } from '../../../src/application/clinic/preview-clinic-context.ts';
import { makeRegisterClinic } from '../../../src/application/clinic/register-clinic.ts';
import { makeRegisterWhatsAppNumber } from '../../../src/application/clinic/register-whatsapp-number.ts';
import {
  makeRestoreClinicContext,
  makeSaveClinicContext,
} from '../../../src/application/clinic/save-clinic-context.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import { demoClinic } from '../../../src/bootstrap/local/demo-clinic.ts';

let clock: SettableClock;
let db: MemoryDatabase;
let stores: ReturnType<typeof memoryStores>;

beforeEach(() => {
  clock = memoryClock();
  db = memoryDatabase(clock);
  stores = memoryStores(db);
});

const register = (
  wish: { id?: string; name?: string; timeZone?: string; contextualization?: unknown } = {},
) => {
  const { id = db.ids.next(), name = 'Clínica Aurora', timeZone = 'America/Sao_Paulo' } = wish;
  return makeRegisterClinic({ clinicRegistry: stores.clinicRegistry, clock })({
    id: clinicId(id),
    name,
    timeZone,
    simulation: false,
    contextualization: wish.contextualization ?? {},
    by: 'user:ana',
  });
};
const save = () =>
  makeSaveClinicContext({
    clinicContexts: stores.clinicContexts,
    clinicRegistry: stores.clinicRegistry,
    clock,
  });
const restore = () =>
  makeRestoreClinicContext({ clinicContexts: stores.clinicContexts, saveClinicContext: save() });

describe('registering a clinic', () => {
  test('says what its context lacks', async () => {
    const { clinic, findings } = await register();
    expect(clinic).toMatchObject({ name: 'Clínica Aurora', isActive: true, contextVersion: 1 });
    expect(findings.map(({ message }) => message)).toContain('Falta o horário de funcionamento.');
    expect(
      (await register({ contextualization: demoClinic.contextualization })).findings.length,
    ).toBeLessThan(findings.length);
  });

  test('knows its time zones', async () => {
    await expect(register({ timeZone: 'Brasilia' })).rejects.toMatchObject({
      code: 'clinic.unknown-time-zone',
    });
  });

  test('twice under one id is once, and another clinic does not get the id', async () => {
    const { clinic } = await register();
    expect((await register({ id: clinic.id })).clinic).toEqual(clinic);
    await expect(register({ id: clinic.id, name: 'Outra' })).rejects.toMatchObject({
      code: 'clinic.id-taken',
    });
  });
});

describe('saving a context', () => {
  const document = { clinica: { informacoes_basicas: { nome: 'Aurora' } } };

  test('refuses nothing for what it says, and tells findings and changes', async () => {
    const { clinic } = await register();
    const saved = await save()({ clinicId: clinic.id, document, expectedVersion: 1, by: 'user:bia' });
    expect(saved.context).toMatchObject({ version: 2, savedBy: 'user:bia' });
    expect(saved.changes).toEqual([{ path: 'clinica', change: 'added', after: document.clinica }]);
    expect(saved.findings.length).toBeGreaterThan(0);
    expect((await stores.clinics.get(clinic.id))?.contextualization).toEqual(document);
  });

  test('over another version than the current one is refused, with both versions', async () => {
    const { clinic } = await register();
    const wish = { clinicId: clinic.id, document, by: 'user:bia' };
    await save()({ ...wish, expectedVersion: 1 });
    await expect(save()({ ...wish, document: {}, expectedVersion: 1 })).rejects.toMatchObject({
      code: 'clinic.context-changed',
      kind: 'stale',
      details: { expected: 1, current: 2 },
    });
  });

  test('of an unknown clinic is refused', async () => {
    const wish = { clinicId: clinicId(db.ids.next()), document, expectedVersion: 1, by: 'user:bia' };
    await expect(save()(wish)).rejects.toMatchObject({ code: 'clinic.not-found' });
  });

  test('an earlier version again makes it the next one', async () => {
    const { clinic } = await register({ contextualization: { a: 1 } });
    await save()({ clinicId: clinic.id, document, expectedVersion: 1, by: 'user:bia' });
    const wish = { clinicId: clinic.id, expectedVersion: 2, by: 'user:ana' };
    const restored = await restore()({ ...wish, version: 1 });
    expect(restored.context).toMatchObject({ version: 3, document: { a: 1 }, restoredFrom: 1 });
    await expect(restore()({ ...wish, version: 9 })).rejects.toMatchObject({
      code: 'clinic.version-not-found',
    });
  });
});

describe('a preview', () => {
  const preview = () =>
    makePreviewClinicContext({
      clinicContexts: stores.clinicContexts,
      clinicRegistry: stores.clinicRegistry,
    });

  test('shows what the assistant would know from a document, and saves nothing', async () => {
    const { clinic } = await register();
    const { context } = await preview()({ clinicId: clinic.id, document: demoClinic.contextualization });
    expect(context.services.length).toBeGreaterThan(3);
    expect((await stores.clinicContexts.current(clinic.id))?.version).toBe(1);
  });

  test('shows the saved one when no document is given', async () => {
    const { clinic } = await register({ contextualization: demoClinic.contextualization });
    expect((await preview()({ clinicId: clinic.id })).context.name).toBe(demoClinic.name);
    await expect(preview()({ clinicId: clinicId(db.ids.next()) })).rejects.toMatchObject({
      code: 'clinic.not-found',
    });
  });
});

describe('registering a number', () => {
  const add = (whatsappNumber: string, id: string) =>
    makeRegisterWhatsAppNumber({ clinicNumbers: stores.clinicNumbers, clock })({
      clinicId: clinicId(id),
      whatsappNumber,
    });

  test('takes it as people write it', async () => {
    const { clinic } = await register();
    expect(await add('+55 (47) 99999-0000', clinic.id)).toMatchObject({ whatsappNumber: '5547999990000' });
    await expect(add('554799990000', clinic.id)).rejects.toMatchObject({ code: 'clinic.number-taken' });
  });

  test.each(['', 'abc', '123', '+55 47 99999 0000 ramal 2'])('refuses %j', async (text) => {
    const { clinic } = await register();
    await expect(add(text, clinic.id)).rejects.toMatchObject({ code: 'clinic.number-malformed' });
  });

  test('for an unknown clinic is refused', async () => {
    await expect(add('5547999990000', db.ids.next())).rejects.toMatchObject({ code: 'clinic.not-found' });
  });
});
