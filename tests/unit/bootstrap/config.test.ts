import { expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../../src/bootstrap/config.ts';

const production = {
  NODE_ENV: 'production',
  WEBHOOK_VERIFY_TOKEN: 'verify',
  META_APP_SECRET: 'secret-of-the-app',
  META_ACCESS_TOKEN: 'token',
  GOOGLE_CLIENT_ID: 'client',
  GOOGLE_CLIENT_SECRET: 'secret-of-the-client',
  PUBLIC_URL: 'https://atende.example',
  ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64url')}`,
  STATE_KEYS: `s1:${Buffer.alloc(32, 2).toString('base64url')}`,
  ERASURE_KEY: Buffer.alloc(32, 3).toString('base64url'),
  CERTIFICATE_KEYS: `c1:${Buffer.alloc(32, 4).toString('base64url')}`,
  ERASURE_JOURNAL: '/elsewhere/erasures.jsonl',
  AUTH_ISSUER: 'https://issuer.example',
  AUTH_JWT_SECRET: 'an-invented-secret-for-the-callers-of-a-test',
};
const url = 'postgres://somebody@127.0.0.1/atende';

function problemsOf(variables: Record<string, string>): readonly string[] {
  try {
    readConfig(variables);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

test.each([
  ['the owner’s login alone', { DATABASE_URL: url }],
  ['logins of its own alone', { DATABASE_APP_URL: url, DATABASE_SYSTEM_URL: url }],
  ['all three', { DATABASE_URL: url, DATABASE_APP_URL: url, DATABASE_SYSTEM_URL: url }],
])('production runs with %s', (_, variables) => {
  expect(problemsOf({ ...production, ...variables })).toEqual([]);
});

test.each([
  ['no database', {}, 'DATABASE_URL: is required'],
  [
    'half of its own logins',
    { DATABASE_URL: url, DATABASE_APP_URL: url },
    'DATABASE_APP_URL: is required together',
  ],
  ['the other half', { DATABASE_SYSTEM_URL: url }, 'DATABASE_APP_URL: is required together'],
])('production refuses %s by naming the variable', (_, variables, problem) => {
  expect(problemsOf({ ...production, ...variables })[0]).toContain(problem);
});
