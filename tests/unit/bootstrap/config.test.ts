import { expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../../src/bootstrap/config/config.ts';

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

test.each([
  [{ PORT: 'eighty' }, 'PORT'],
  [{ METRICS_TOKEN: 'short' }, 'METRICS_TOKEN'],
  [{ META_GRAPH_URL: 'https://graph.example' }, 'WEBHOOK_VERIFY_TOKEN'],
  [{ ROLE: 'web,cook' }, 'ROLE'],
  [{ DATABASE_URL: 'mysql://somewhere' }, 'DATABASE_URL'],
  [{ ERASURE_KEY: 'tooshort' }, 'ERASURE_KEY'],
  [{ NODE_ENV: 'production', GOOGLE_TOKEN_URL: 'http://google.example/token' }, 'GOOGLE_TOKEN_URL'],
  [{ GOOGLE_CLIENT_ID: 'x' }, 'GOOGLE_CLIENT_SECRET'],
  [{ ENCRYPTION_KEYS: 'k1:tooshort' }, 'ENCRYPTION_KEYS'],
  [{ STATE_KEYS: 'nokid' }, 'STATE_KEYS'],
  [{ AUTH_JWT_SECRET: 'short' }, 'AUTH_JWT_SECRET'],
  [{ RENEWAL_LEASE_MS: '9000' }, 'RENEWAL_LEASE_MS'],
])('a start with %j is refused by naming %s, and nothing of its value', (variables, name) => {
  const problems = problemsOf(variables);
  expect(problems.filter((problem) => problem.startsWith(`${name}: `))).toHaveLength(1);
  expect(problems.join()).not.toContain(String(Object.values(variables).at(-1)));
});

test.each([
  'META_APP_SECRET',
  'AUTH_JWKS_URL',
  'GOOGLE_CLIENT_SECRET',
  'ENCRYPTION_KEYS',
  'STATE_KEYS',
  'ERASURE_KEY',
  'CERTIFICATE_KEYS',
  'ERASURE_JOURNAL',
])('production does not start without %s', (name) => {
  const problems = problemsOf({ NODE_ENV: 'production' });
  expect(problems.filter((problem) => problem.startsWith(`${name}: `))).toHaveLength(1);
});
