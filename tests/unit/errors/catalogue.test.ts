import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, test } from 'vitest';
import { statusOf } from '../../../src/adapters/http/server/status-of.ts';
import { errorTable } from '../../../src/adapters/meta/send/error-table.ts';
import { errorCatalogue, errorSources } from '../../../src/bootstrap/composition/error-catalogue.ts';
import { errorsDocument } from '../../../dev/documents/errors-document.ts';

const root = join(import.meta.dirname, '../../..');
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(root, 'src', name), 'utf8'));

type Thrown = { readonly name: string; readonly kind: string; readonly codes: readonly string[] };

/** Every class of ours that is a DomainError, with its kind and its code or codes. */
const thrown: readonly Thrown[] = sources.flatMap((source) =>
  [...source.matchAll(/class (\w+) extends DomainError \{([\s\S]*?)\n\}/g)].map(
    ([, name = '', body = '']) => ({
      name,
      kind: /readonly kind = '([\w-]+)'/.exec(body)?.[1] ?? '',
      codes: codesIn(body),
    }),
  ),
);

/** A code that is put together names its beginning; all that begins like it must be known, and at least one. */
function codesIn(body: string): readonly string[] {
  const [, literal] = /readonly code = '([\w.-]+)'/.exec(body) ?? [];
  if (literal !== undefined) return [literal];
  const [, start = '?'] = /readonly code: `([\w.-]+)\$\{/.exec(body) ?? [];
  return [...errorCatalogue.keys()].filter((code) => code.startsWith(start));
}

describe('the catalogue', () => {
  test('knows every error that our rules throw, as what it is', () => {
    expect(thrown.length).toBeGreaterThan(15);
    for (const { name, kind, codes } of thrown) {
      expect(codes, name).not.toEqual([]);
      const classes = codes.map((code) => errorCatalogue.get(code)?.class);
      expect(classes, name).toContain(kind);
      if (codes.length === 1) expect(classes, name).toEqual([kind]);
    }
  });

  test('knows every code that a refusal before the use cases names', () => {
    const codes = sources.flatMap((source) =>
      [...source.matchAll(/new HttpRefusal\(\s*'([\w.-]+)'/g)].map(([, code = '']) => code),
    );
    expect(codes.length).toBeGreaterThan(10);
    for (const code of codes) expect(errorCatalogue.has(code), code).toBe(true);
  });

  test('says each thing once, with a status, a sentence, and what the operator does', () => {
    const entries = errorSources.flatMap(([, group]) => group);
    expect(errorCatalogue.size).toBe(entries.length);
    for (const { code, class: errorClass, message, action } of entries) {
      expect(code).toMatch(/^[a-z]+(\.[\w-]+)+$/);
      expect(statusOf[errorClass], code).toBeGreaterThanOrEqual(400);
      expect(message.length, code).toBeGreaterThan(5);
      expect(action, code).toMatch(/^[A-ZÉÀ][\s\S]*\.$/);
    }
  });

  test('covers the whole table of Meta', () => {
    const codes = Object.values(errorTable).flatMap((rows) => rows.map(([first]) => first));
    for (const code of codes)
      expect(
        [...errorCatalogue.keys()].some((known) => known.startsWith(`meta.${code}`)),
        String(code),
      ).toBe(true);
  });

  test('is what docs/errors.md says (npm run docs)', async () => {
    const file = join(root, 'docs/errors.md');
    const options = (await resolveConfig(file)) ?? {};
    expect(readFileSync(file, 'utf8')).toBe(await format(errorsDocument(), { ...options, filepath: file }));
  });
});
