import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../../src/bootstrap/config/config.ts';

const secret = 's'.repeat(32);
const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://db.test/atende',
  WEBHOOK_VERIFY_TOKEN: 'x',
  META_APP_SECRET: 'long-enough',
  META_ACCESS_TOKEN: 'x',
  GOOGLE_CLIENT_ID: 'x',
  GOOGLE_CLIENT_SECRET: 'x',
  GOOGLE_REDIRECT_URI: 'https://x.test/api/google/oauth/callback',
  ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString('base64url')}`,
  ERASURE_KEY: Buffer.alloc(32).toString('base64url'),
  CERTIFICATE_KEYS: `k1:${Buffer.alloc(32).toString('base64url')}`,
  ERASURE_JOURNAL: '/elsewhere/erasures.jsonl',
  STATE_KEYS: `s1:${Buffer.alloc(32).toString('base64url')}`,
};
const problems = (variables: Record<string, string>): readonly string[] => {
  try {
    readConfig(variables);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

describe('who may call', () => {
  test('must be said in production', () => {
    expect(problems(production).join()).toContain('AUTH_JWKS_URL');
    const jwks = { AUTH_JWKS_URL: 'https://x.test/keys', AUTH_ISSUER: 'https://x.test' };
    expect(problems({ ...production, ...jwks })).toEqual([]);
    expect(problems({ ...production, ROLE: 'worker', META_GRAPH_URL: 'https://graph.test' })).toEqual([]);
  });

  test('is whoever sits at the machine when nothing is said elsewhere', () => {
    expect(readConfig({}).auth).toBeUndefined();
  });

  test.each([
    [{ AUTH_JWT_SECRET: secret }, 'AUTH_ISSUER'],
    [{ AUTH_JWT_SECRET: 'short', AUTH_ISSUER: 'x' }, 'AUTH_JWT_SECRET'],
    [{ AUTH_JWKS_URL: 'ftp://x.test', AUTH_ISSUER: 'x' }, 'AUTH_JWKS_URL'],
    [{ ...production, AUTH_JWKS_URL: 'http://x.test/keys', AUTH_ISSUER: 'x' }, 'AUTH_JWKS_URL'],
  ])('%j is refused, naming %s', (variables, name) => {
    expect(problems(variables).join('\n')).toMatch(new RegExp(`^${name}: `, 'm'));
    expect(problems(variables).join('\n')).not.toContain('short');
  });

  test('is read with the audience of Supabase unless another one is given', () => {
    expect(readConfig({ AUTH_JWT_SECRET: `${secret},${'t'.repeat(32)}`, AUTH_ISSUER: 'i' }).auth).toEqual({
      secrets: [secret, 't'.repeat(32)],
      issuer: 'i',
      audience: 'authenticated',
      roleClaim: 'app_metadata.atende_role',
      clinicsClaim: 'app_metadata.clinic_ids',
    });
  });
});

test.each([
  '*',
  'app.test',
  'https://app.test/',
  'https://app.test/x',
  'null',
  'ftp://app.test',
  'https://APP.test',
])('the origin %s is refused: it would never match, or match too much', (origin) => {
  expect(problems({ CORS_ORIGINS: `https://ok.test,${origin}` }).join()).toContain('CORS_ORIGINS');
});
test('origins are exact', () => {
  expect(readConfig({ CORS_ORIGINS: 'https://app.test, http://localhost:5173' }).CORS_ORIGINS).toEqual([
    'https://app.test',
    'http://localhost:5173',
  ]);
});
