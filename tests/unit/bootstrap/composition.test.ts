import { expect, expectTypeOf, onTestFinished, test } from 'vitest';
import { openLog } from '../../../src/adapters/logging/logger.ts';
import { readConfig } from '../../../src/bootstrap/config/config.ts';
import { makeContainer } from '../../../src/bootstrap/composition/container.ts';
import { servicesOf, token, type Services } from '../../../src/bootstrap/composition/services.ts';
import { useCases } from '../../../src/bootstrap/composition/use-cases.ts';
import { noGoogle } from '../../../src/bootstrap/open-google.ts';

const noKey = { kid: 'none', key: new Uint8Array(32) };

function compose() {
  const container = makeContainer(readConfig({}), {
    database: { appUrl: 'postgres://nobody@localhost/none', systemUrl: 'postgres://nobody@localhost/none' },
    meta: { verifyToken: '', appSecrets: [], accessToken: '', graphUrl: 'http://localhost' },
    google: noGoogle,
    keys: { encryptionKeys: [noKey], stateKeys: [noKey] },
    auth: { secrets: [], issuer: '', audience: '', roleClaim: '', clinicsClaim: '' },
    privacy: { erasureKey: noKey.key, certificateKeys: [noKey], journalPath: '/nowhere' },
    log: openLog('silent', false),
  });
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
