import { test } from 'vitest';
import { startPgbouncer } from '../../support/database/pgbouncer.ts';
import { walkStrangersPath } from '../../support/product/strangers-path.ts';

test('the handbook leads to the same behind pgbouncer, each login by a pooler of its own', async () => {
  await walkStrangersPath(26_494, async ({ app, system }) => {
    const poolers = [
      await startPgbouncer(app, 'session', 26_498),
      await startPgbouncer(system, 'session', 26_499),
    ];
    const [first, second] = poolers.map(({ url }) => url);
    return {
      app: first ?? '',
      system: second ?? '',
      end: async () => {
        for (const pooler of poolers) await pooler.stop();
      },
    };
  });
}, 120_000);
