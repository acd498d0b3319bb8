import { expect, expectTypeOf, onTestFinished, test } from 'vitest';
import { unstartedContainer } from '../../../dev/documents/unstarted-container.ts';
import { servicesOf, token, type Services } from '../../../src/bootstrap/composition/services.ts';
import { useCases } from '../../../src/bootstrap/composition/use-cases.ts';

function compose() {
  const container = unstartedContainer();
  onTestFinished(() => container.unbindAllAsync());
  return container;
}

test('every use case is made from what it needs, once', () => {
  const container = compose();
  const services = servicesOf(container);
  for (const name of Object.keys(useCases) as (keyof typeof useCases)[]) {
    expect(services[name], name).toBeDefined();
    expect(container.get<unknown>(token(name)), name).toBe(services[name]);
  }
});

test('what was opened is closed when all is unbound', async () => {
  const container = compose();
  const { pools, ingestPool } = servicesOf(container);
  await container.unbindAllAsync();
  for (const pool of [pools.system, pools.tenants.connections, ingestPool]) expect(pool.ending).toBe(true);
});

test('a need that nobody offers, or offers as something else, does not compile', () => {
  type Clock = Services['clock'];
  type Made = (services: Services) => unknown;
  expectTypeOf<(needs: { clock: Clock }) => unknown>().toExtend<Made>();
  expectTypeOf<(needs: { wallClock: Clock }) => unknown>().not.toExtend<Made>();
  expectTypeOf<(needs: { ids: Clock }) => unknown>().not.toExtend<Made>();
});
