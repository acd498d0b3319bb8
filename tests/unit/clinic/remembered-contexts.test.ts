import { expect, it } from 'vitest';
import { rememberedContexts } from '../../../src/adapters/caching/remembered-contexts.ts';
import { clinicId, type Clinic } from '../../../src/domain/clinic/clinic.ts';
import { readClinicContext } from '../../../src/domain/clinic/document/contextualization.ts';

const clinic = (n: number): Clinic => ({
  id: clinicId(`clinic ${n}`),
  name: `Clínica ${n}`,
  timeZone: 'America/Sao_Paulo',
  simulation: false,
});
const read = (n: number) => {
  const { name, timeZone } = clinic(n);
  return { version: 1, name, timeZone, ...readClinicContext(clinic(n), {}) };
};

it('contexts of thousands of clinics are remembered at once', () => {
  const contexts = rememberedContexts();
  for (let n = 0; n < 5_000; n += 1) contexts.set(clinic(n).id, read(n));
  expect(contexts.get(clinic(0).id)).toMatchObject({ name: 'Clínica 0' });
});

it('those of the clinics that were busy last are remembered while there is room, by what they say', () => {
  const small = read(0);
  const large = { ...small, name: 'x'.repeat(100_000) };
  const room = 10 * JSON.stringify([small, small, small]).length;
  const contexts = rememberedContexts(room);
  for (const n of [1, 2, 3]) contexts.set(clinic(n).id, small);
  contexts.get(clinic(1).id);
  contexts.set(clinic(4).id, small);
  expect([1, 2, 3, 4].map((n) => contexts.get(clinic(n).id) !== undefined)).toEqual([
    true,
    false,
    true,
    true,
  ]);
  // larger than the room: nothing else makes way for it
  contexts.set(clinic(5).id, large);
  expect([1, 3, 4, 5].map((n) => contexts.get(clinic(n).id) !== undefined)).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
