import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const key = (letter: string) => Buffer.alloc(32, letter).toString('base64url');

/** Invented values for what `atende.env.example` leaves to whoever installs. */
const answers: Readonly<Record<string, string>> = {
  PUBLIC_URL: 'https://atende.example',
  DATABASE_APP_URL: 'postgres://atende_app_login:a@127.0.0.1/atende',
  DATABASE_SYSTEM_URL: 'postgres://atende_system_login:s@127.0.0.1/atende',
  WEBHOOK_VERIFY_TOKEN: 'an-invented-verify-token',
  META_APP_SECRET: 'an-invented-app-secret',
  META_ACCESS_TOKEN: 'an-invented-access-token',
  GOOGLE_CLIENT_ID: 'an-invented-client',
  GOOGLE_CLIENT_SECRET: 'an-invented-client-secret',
  AUTH_ISSUER: 'https://issuer.example',
  AUTH_JWKS_URL: 'https://issuer.example/keys',
  ENCRYPTION_KEYS: `k1:${key('e')}`,
  STATE_KEYS: `s1:${key('s')}`,
  CERTIFICATE_KEYS: `c1:${key('c')}`,
  ERASURE_KEY: key('x'),
  METRICS_TOKEN: 'an-invented-metrics-token',
};

/** `NAME=value` lines, as systemd and Docker read them. */
export function readEnvironmentFile(file: string): Readonly<Record<string, string>> {
  const lines = readFileSync(join(root, file), 'utf8').matchAll(/^([A-Z][A-Z\d_]*)=(.*)$/gm);
  return Object.fromEntries([...lines].map(([, name = '', value = '']) => [name, value]));
}

/** The settings of production as somebody has filled them in: what the example leaves empty is invented. */
export function productionSettings(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(readEnvironmentFile('deploy/atende.env.example')).map(([name, value]) => {
      const filled = value === '' ? answers[name] : value;
      if (filled === undefined)
        throw new Error(`${name}: the example leaves it empty, and nobody fills it in`);
      return [name, filled];
    }),
  );
}
