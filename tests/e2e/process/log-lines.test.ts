import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { googleEnvironment, nobodyAtGoogle } from '../../support/product/google-product.ts';
import { privacyEnvironment, startProduct } from '../../support/product/product.ts';

const port = 23_430;
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** What a process says from its start to its end. */
async function lifeOf(environment: Record<string, string>): Promise<string> {
  const product = await startProduct({
    databaseUrl: database.url,
    graphUrl: 'http://127.0.0.1:9',
    port,
    environment,
  });
  const ready = await fetch(`${product.url}/health/ready`);
  expect(ready.status).toBe(200);
  expect(await product.stop('SIGTERM')).toBe(0);
  return product.log();
}
const production = {
  NODE_ENV: 'production',
  HOST: '127.0.0.1',
  PUBLIC_URL: 'https://atende.example',
  ...googleEnvironment(nobodyAtGoogle),
  ...privacyEnvironment,
};
/** The names in a line, as they stand: a parser would keep one of two. */
const namesIn = (line: string) => [...line.matchAll(/[{,]"(\w+)":/g)].map(([, name]) => name);

describe('the log of production', () => {
  test.each(['web', 'worker'])(
    'of a %s has JSON lines only, whose fields are all said, once each',
    async (ROLE) => {
      const log = await lifeOf({ ...production, ROLE });
      const lines = log.trim().split('\n');
      for (const line of lines) {
        expect(() => JSON.parse(line) as unknown, line).not.toThrow();
        expect(new Set(namesIn(line)).size, line).toBe(namesIn(line).length);
      }
      expect(log).not.toMatch(/"unlisted"|\[not logged\]/);
      const started = lines.map((line) => JSON.parse(line) as object).find((line) => 'roles' in line);
      expect(started).toMatchObject({ msg: 'started', url: `http://127.0.0.1:${port}` });
      expect('publicUrl' in started!).toBe(ROLE === 'web');
    },
  );
});

describe('what a development says at its start', () => {
  test('names the address of requests by its public name, and of health checks where this process has them', async () => {
    const said = await lifeOf({ PUBLIC_URL: 'https://tunnel.example' });
    expect(said).toContain('Webhook:  https://tunnel.example/webhook/whatsapp-meta');
    expect(said).toContain(`Health:   http://127.0.0.1:${port}/health/ready`);
    expect(said).toContain(`Metrics:  http://127.0.0.1:${port}/metrics`);
  });

  test('is about itself when it only works', async () => {
    const said = await lifeOf({ PUBLIC_URL: 'https://tunnel.example', ROLE: 'worker' });
    expect(said).toContain(`Health:   http://127.0.0.1:${port}/health/ready`);
    expect(said).not.toContain('tunnel.example');
  });
});
