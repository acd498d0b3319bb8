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
