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
  [{ VAPID_PUBLIC_KEY: 'x' }, 'VAPID_PRIVATE_KEY'],
  [{ VAPID_SUBJECT: 'ops' }, 'VAPID_SUBJECT'],
  [
    { VAPID_PUBLIC_KEY: 'x', VAPID_PRIVATE_KEY: 'y', VAPID_SUBJECT: 'mailto:a@example.com' },
    'VAPID_PRIVATE_KEY',
  ],
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

test.each([
  ['no provider', {}, undefined],
  [
    'a provider with key and model',
    { LLM_PROVIDER: 'anthropic', LLM_API_KEY: 'k', LLM_MODEL: 'm' },
    { provider: 'anthropic', apiKey: 'k' },
  ],
  [
    'a server of one’s own without a key',
    { LLM_PROVIDER: 'openai-compatible', LLM_BASE_URL: 'http://127.0.0.1:8000/v1/', LLM_MODEL: 'm' },
    { provider: 'openai-compatible', apiKey: 'none', baseUrl: 'http://127.0.0.1:8000/v1' },
  ],
  ['the twin', { LLM_PROVIDER: 'twin' }, { provider: 'twin' }],
])('the language model is read from %s', (_, variables, expected) => {
  expect(readConfig(variables).languageModel).toEqual(expected);
});

test.each([
  ['a provider alone', { LLM_PROVIDER: 'openai' }, ['LLM_MODEL: is required', 'LLM_API_KEY: is required']],
  [
    'a compatible server without an address',
    { LLM_PROVIDER: 'openai-compatible', LLM_MODEL: 'm' },
    ['LLM_BASE_URL: is required'],
  ],
  [
    'a model that may take all the time of a turn',
    { LLM_PROVIDER: 'twin', LLM_TURN_MS: '15000' },
    ['LLM_TURN_MS: must leave'],
  ],
  ['a price in other words', { LLM_PRICE: '10 cents' }, ['LLM_PRICE: must be input/cached/output']],
])('%s is refused by naming the variable', (_, variables, problems) => {
  const found = problemsOf(variables);
  expect(found).toHaveLength(problems.length);
  for (const [index, problem] of problems.entries()) expect(found[index]).toContain(problem);
});

test('production refuses a model of development, and patients’ words on an open line', () => {
  const real = { ...production, DATABASE_URL: url };
  expect(problemsOf({ ...real, LLM_PROVIDER: 'twin' })).toEqual([
    'LLM_PROVIDER: the twin is for development',
  ]);
  const open = {
    LLM_PROVIDER: 'openai',
    LLM_API_KEY: 'k',
    LLM_MODEL: 'm',
    LLM_BASE_URL: 'http://models.example',
  };
  expect(problemsOf({ ...real, ...open })).toEqual([
    'LLM_BASE_URL: must be https in production, it carries what patients write',
  ]);
});
