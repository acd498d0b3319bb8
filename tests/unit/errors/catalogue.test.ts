import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, test } from 'vitest';
import { failureBody, failureOf, HttpRefusal } from '../../../src/adapters/http/server/error-response.ts';
import { httpErrors } from '../../../src/adapters/http/server/http-errors.ts';
import { statusOf } from '../../../src/adapters/http/server/status-of.ts';
import { errorTable } from '../../../src/domain/messaging/sending/error-table.ts';
import { errorCatalogue, errorSources } from '../../../src/bootstrap/composition/error-catalogue.ts';
import { domainErrors } from '../../../src/domain/error-catalogue.ts';
import { DomainError, type ErrorEntry, type ErrorKind } from '../../../src/domain/error.ts';
import { errorsDocument } from '../../../dev/documents/errors-document.ts';

const root = join(import.meta.dirname, '../../..');
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(root, 'src', name), 'utf8'));

/** Every class of ours that is a DomainError by itself, with what stands between its braces. */
const classes = sources.flatMap((source) =>
  [...source.matchAll(/class (\w+) extends DomainError \{([\s\S]*?)\n\}/g)].map(
    ([, name = '', body = '']) => ({
      name,
      body,
    }),
  ),
);

class Refusal extends DomainError {}

describe('the catalogue', () => {
  test('knows the entry of every class that our rules throw, and the class says nothing beside it', () => {
    expect(classes.length).toBeGreaterThan(50);
    const listed = readFileSync(join(root, 'src/domain/error-catalogue.ts'), 'utf8');
    for (const { name, body } of classes) {
      expect(body, name).toMatch(/static readonly (entry|entries)\b/);
      expect(body, name).not.toMatch(/^  readonly (kind|code|hint|texts)\b/m);
      expect(listed, name).toMatch(new RegExp(`\\b${name}\\.entr(y|ies),`));
    }
  });

  test('says what is sent, in English and in Portuguese', () => {
    for (const entry of domainErrors) {
      const failure = failureOf(new Refusal(entry as ErrorEntry<ErrorKind>), () => undefined);
      for (const language of ['en', 'pt'] as const) {
        const { code, message, hint } = failureBody(failure, 'request', language);
        expect({ code, message, hint }).toEqual({
          code: entry.code,
          message: entry.message[language],
          hint: entry.hint?.[language],
        });
      }
      expect(failure.status).toBe(statusOf[entry.class]);
    }
  });

  test('sends hints of the catalogue for what is refused before a use case, in both languages', () => {
    for (const entry of httpErrors) {
      const failure = failureOf(new HttpRefusal(entry.code, entry.message.en), () => undefined);
      expect(failure).toMatchObject({ code: entry.code, message: entry.message });
      expect(failure.hint).toEqual(entry.hint);
    }
  });

  test('says everything in both languages, each in its own words', () => {
    for (const { code, message, hint } of errorCatalogue.values())
      for (const texts of [message, ...(hint === undefined ? [] : [hint])]) {
        expect(texts.en.length, code).toBeGreaterThan(5);
        expect(texts.pt.length, code).toBeGreaterThan(5);
        expect(texts.pt, code).not.toBe(texts.en);
      }
  });

  test('knows every code that a refusal before the use cases names', () => {
    const codes = sources.flatMap((source) =>
      [...source.matchAll(/new HttpRefusal\(\s*'([\w.-]+)'/g)].map(([, code = '']) => code),
    );
    expect(codes.length).toBeGreaterThan(10);
    for (const code of codes) expect(errorCatalogue.has(code), code).toBe(true);
  });

  test('says each thing once, with a status, and what the operator does', () => {
    const entries = errorSources.flatMap(([, group]) => group);
    expect(errorCatalogue.size).toBe(entries.length);
    for (const { code, class: errorClass, action } of entries) {
      expect(code).toMatch(/^[a-z]+(\.[\w-]+)+$/);
      expect(statusOf[errorClass], code).toBeGreaterThanOrEqual(400);
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
