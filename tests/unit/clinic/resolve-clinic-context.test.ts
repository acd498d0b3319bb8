import { expect, it } from 'vitest';
import { makeResolveClinicContext } from '../../../src/application/clinic/resolve-clinic-context.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';

it('reads each version of a document once, and again when the clinic is called otherwise', async () => {
  const id = clinicId('c');
  let [name, version] = ['Flor', 1];
  const asked: (number | undefined)[] = [];
  const resolve = makeResolveClinicContext({
    readContexts: new Map(),
    clinics: {
      get: async (_, knownVersion) => {
        asked.push(knownVersion);
        return {
          clinic: { id, name, timeZone: 'America/Sao_Paulo', simulation: false },
          contextVersion: version,
          contextualization:
            knownVersion === version ? undefined : { servicos: { exames: [`Exame ${version}`] } },
        };
      },
    },
  });
  const first = await resolve(id);
  expect((await resolve(id)).context).toBe(first.context);
  version = 2;
  expect((await resolve(id)).context.services).toMatchObject([{ name: 'Exame 2' }]);
  name = 'Ipê';
  expect((await resolve(id)).context).toMatchObject({ name: 'Ipê', services: [{ name: 'Exame 2' }] });
  expect(asked).toEqual([undefined, 1, 1, 2, undefined]);
});

it('asks nothing of a clinic that was seen just now, as long as its document is the known one', async () => {
  const clinic = { id: clinicId('c'), name: 'Flor', timeZone: 'America/Sao_Paulo', simulation: false };
  let asked = 0;
  const resolve = makeResolveClinicContext({
    readContexts: new Map(),
    clinics: {
      get: async () => {
        asked += 1;
        return { clinic, contextVersion: asked, contextualization: {} };
      },
    },
  });
  await resolve(clinic.id);
  const simulated = { ...clinic, simulation: true };
  expect(await resolve(clinic.id, { clinic: simulated, contextVersion: 1 })).toMatchObject({
    clinic: { simulation: true },
    version: 1,
  });
  expect(asked).toBe(1);
  expect(await resolve(clinic.id, { clinic, contextVersion: 2 })).toMatchObject({ version: 2 });
  expect(asked).toBe(2);
});
