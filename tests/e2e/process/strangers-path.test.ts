import { test } from 'vitest';
import { walkStrangersPath } from '../../support/product/strangers-path.ts';

test('who follows the handbook has three processes, an administrator, a clinic and an answered patient', async () => {
  await walkStrangersPath(26_490, (logins) => Promise.resolve({ ...logins, end: () => Promise.resolve() }));
}, 120_000);
