import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { productionSettings } from '../../../dev/image/production-settings.ts';
import { readConfig } from '../../../src/bootstrap/config/config.ts';
import { atendeCommands } from '../../support/programs/atende-commands.ts';

const handbook = readFileSync(join(import.meta.dirname, '../../../docs/operations.md'), 'utf8');
const [, settings = ''] = handbook.split('## Settings\n');
const [, commands = ''] = handbook.split('## Commands\n');
const cellsOf = (text: string) =>
  [...text.matchAll(/^\|(.+)\|$/gm)].map(([, row = '']) => row.split('|').map((cell) => cell.trim()));
const codeIn = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

/** What the handbook says of a default that is no value, and the value that it says it of. */
const inWords: Readonly<Record<string, readonly [string, string]>> = {
  ROLE: ['all', 'web,worker,renewal'],
  HOST: ['by NODE_ENV', 'none'],
  DRAIN_MS: ['3000 in production', 'none'],
  META_GRAPH_URL: ['https://graph.facebook.com', 'none'],
  BLOB_DIR: ['blobs in DATA_DIR', 'none'],
  GOOGLE_REDIRECT_URI: ['the callback under PUBLIC_URL', 'none'],
  GOOGLE_RETURN_URL: ['a page of ours', 'none'],
  GOOGLE_AUTH_URL: ['Google’s own', 'https://accounts.google.com/o/oauth2/v2/auth'],
  GOOGLE_TOKEN_URL: ['Google’s own', 'https://oauth2.googleapis.com/token'],
  GOOGLE_REVOKE_URL: ['Google’s own', 'https://oauth2.googleapis.com/revoke'],
  GOOGLE_JWKS_URL: ['Google’s own', 'https://www.googleapis.com/oauth2/v3/certs'],
  GOOGLE_ISSUER: ['Google’s own', 'https://accounts.google.com'],
  GOOGLE_API_URL: ['Google’s own', 'https://www.googleapis.com'],
  OIDC_REDIRECT_URI: ['/api/session/callback under PUBLIC_URL', 'none'],
  OTEL_TRACES_SAMPLER: ['all', 'parentbased_always_on'],
  OTEL_TRACES_SAMPLER_ARG: ['all', '1'],
  ALERT_TIME_ZONE: ['São Paulo', 'America/Sao_Paulo'],
  LLM_BASE_URL: ['the provider’s', 'none'],
};

/** As a cell of the handbook writes it, without marks and gaps within numbers. */
const plain = (cell: string) =>
  cell
    .replaceAll('`', '')
    .replaceAll("'", '’')
    .replaceAll(/(?<=\d) (?=\d)/g, '') || 'none';
const written = (value: unknown): string => {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (Array.isArray(value) && value.length > 0) return value.join(',');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : 'none';
};

const told = cellsOf(settings).flatMap(([names = '', , defaults = '']) => {
  const variables = codeIn(names);
  const parts = defaults.split(', ').map(plain);
  return variables.map((name, n) => [name, parts.length === 1 ? parts[0] : parts[n]] as const);
});

test('the handbook names the default of every variable', () => {
  expect(told.length).toBeGreaterThan(120);
  const values: Readonly<Record<string, unknown>> = { ...readConfig({}) };
  const real = told.map(([name]) => {
    const [words, value] = inWords[name] ?? [];
    const is = written(values[name]);
    return [name, value === is ? words : is];
  });
  expect(told).toEqual(real);
  const production = readConfig({ ...productionSettings(), META_GRAPH_URL: '' });
  expect([production.drainMs, production.meta?.graphUrl]).toEqual([3_000, inWords['META_GRAPH_URL']?.[0]]);
});

test('the handbook says what production cannot do without', () => {
  const [list = ''] = settings.split('###');
  const isNeeded = (name: string) => {
    try {
      readConfig({ ...productionSettings(), [name]: '' });
      return false;
    } catch {
      return true;
    }
  };
  const needed = Object.keys(productionSettings()).filter(isNeeded);
  expect(needed.length).toBeGreaterThan(10);
  expect(needed.filter((name) => !codeIn(list).includes(name))).toEqual([]);
});

test('the handbook lists every command, and no other', () => {
  const all = atendeCommands().map(([path]) => path);
  const [table = ''] = commands.split('\n## ');
  const listed = cellsOf(table).flatMap(([cell = '']) => {
    let group = '';
    return codeIn(cell).map((code) => {
      const [name = ''] = code.split('<');
      const [first = '', ...words] = name.split(' ').filter((word) => /^[a-z][a-z-]*$/.test(word));
      // `clinic add`, `list`: the second is of the same group
      if (words.length === 0 && !all.includes(first)) return `${group} ${first}`;
      group = first;
      return [first, ...words].join(' ');
    });
  });
  expect(listed.toSorted()).toEqual(all.toSorted());
});
