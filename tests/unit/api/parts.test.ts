import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readPage } from '../../../src/adapters/http/api/cursor.ts';
import { isKnown, versionOf } from '../../../src/adapters/http/api/entity-tag.ts';
import { endpoint, reply } from '../../../src/adapters/http/api/endpoint.ts';
import { jsonSchemaOf } from '../../../src/adapters/http/contract/json-schema.ts';
import { openApi } from '../../../src/adapters/http/contract/openapi.ts';
import { encoded } from '../../../src/adapters/http/api/reply.ts';
import { instant, versionAsked } from '../../../src/adapters/http/api/schemas.ts';
import { refuseUnstorable } from '../../../src/adapters/http/api/storable.ts';
import { typeSource } from '../../../src/adapters/http/contract/type-source.ts';
import { errorCatalogue } from '../../../src/bootstrap/composition/error-catalogue.ts';

describe('a cursor', () => {
  const all = Array.from({ length: 7 }, (_, n) => n + 1);
  const page = (cursor?: string, list = 'numbers') =>
    readPage(
      list,
      { limit: 3, cursor },
      z.int(),
      async (limit, after = 0) => all.filter((n) => n > after).slice(0, limit),
      (n) => n,
    );

  test('leads through the whole list, once each, and ends', async () => {
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const { items, nextCursor } = await page(cursor);
      seen.push(...items);
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(all);
  });

  test('leads on from where a reader gave up, though the page is short or empty', async () => {
    // of three numbers at once it takes those that can be halved
    const halves = (cursor?: string) =>
      readPage(
        'halves',
        { limit: 3, cursor },
        z.int(),
        async (_, after = 0) => {
          const piece = all.filter((n) => n > after).slice(0, 3);
          const stoppedAt = piece.length < 3 ? undefined : piece.at(-1);
          return { items: piece.filter((n) => n % 2 === 0), stoppedAt };
        },
        (n) => n,
      );
    const pages: number[][] = [];
    let cursor: string | undefined;
    do {
      const { items, nextCursor } = await halves(cursor);
      pages.push(items);
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(pages).toEqual([[2], [4, 6], []]);
  });

  const written = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  test.each([
    'x',
    '%%%',
    written(['other', 3]),
    written(['numbers', '3 or 1=1']),
    written(['numbers', { a: 1 }]),
    written(['numbers']),
    written({}),
    written(null),
  ])('that is none of this list is refused: %s', async (cursor) => {
    await expect(page(cursor)).rejects.toMatchObject({ code: 'http.cursor-invalid' });
  });
});

describe('an ETag', () => {
  test.each([
    ['', undefined],
    ['*', undefined],
    ['"7"', 7],
    ['W/"7"', 7],
    [' "12" ', 12],
  ])('If-Match %j asks for version %s', (header, version) => expect(versionOf(header)).toBe(version));

  test.each(['7', '"a"', '"-1"', '"1e9"', '"7", "8"', '"99999999999999999999"', '"', 'null'])(
    'If-Match %j is refused',
    (header) => expect(() => versionOf(header)).toThrow('not one of our ETags'),
  );

  test('is known when it is among those of If-None-Match', () => {
    expect(['"3"', 'W/"3"', '"1", "3"', '*'].map((header) => isKnown(header, 3))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(['', '"4"', '3', '"33"'].map((header) => isKnown(header, 3))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('what cannot be stored', () => {
  const refused = (value: unknown) => expect(() => refuseUnstorable(value, 'http.body-unreadable')).toThrow();
  test.each([
    ['U+0000', { a: ['x\u0000'] }],
    ['half a character', { a: '\ud800' }],
    ['half a character in a name', { 'a\udc00': 1 }],
    ['a number beyond all bounds', { a: JSON.parse('1e999') as unknown }],
  ])('is refused: %s', (_, value) => refused(value));

  test('nor is what is nested too deeply, however deep', () => {
    for (const depth of [33, 100_000]) refused(JSON.parse('['.repeat(depth) + ']'.repeat(depth)));
    expect(() =>
      refuseUnstorable(JSON.parse('['.repeat(32) + ']'.repeat(32)), 'http.body-unreadable'),
    ).not.toThrow();
  });
});

describe('a declared route', () => {
  const declared = (responses = { 200: z.object({ at: instant, name: z.string() }) }) =>
    endpoint({
      id: 'x',
      method: 'GET',
      path: '/api/x',
      summary: { en: 'x', pt: 'x' },
      tag: 'x',
      access: 'public',
      responses,
      handler: async () => reply(200, { at: new Date(0), name: 'n' }),
    });

  test('gives out only what it declares, times as ISO with offset', () => {
    const body = { at: new Date(0), name: 'n', secret: 's' };
    const { body: sent } = encoded(declared(), reply(200, body, { version: 3 }));
    expect(sent).toBe('{"at":"1970-01-01T00:00:00.000Z","name":"n"}');
  });

  test('fails when the answer is not what it declares', () => {
    expect(() => encoded(declared(), reply(200, { at: new Date(0) }))).toThrow();
    expect(() => encoded(declared(), reply(201, {}))).toThrow('does not declare the status 201');
  });

  test('must say what it changes', () => {
    const change = {
      id: 'x',
      method: 'POST',
      path: '/api/x',
      summary: { en: '', pt: '' },
      tag: 'x',
    } as const;
    const more = {
      access: 'public',
      responses: { 204: 'empty' },
      handler: async () => reply(204, undefined),
    } as const;
    expect(() => endpoint({ ...change, ...more })).toThrow('must say what it changes');
  });

  test('is documented once, and names only codes that the catalogue knows', () => {
    const options = { version: '1', catalogue: errorCatalogue };
    expect(() => openApi([declared(), declared()], options)).toThrow('declared twice');
    expect(() => openApi([{ ...declared(), errors: ['x.y'] }], options)).toThrow('x.y');
  });
});

describe('a schema', () => {
  test('is shown as it travels', () => {
    expect(jsonSchemaOf(instant, {})).toEqual({ type: 'string', format: 'date-time' });
    expect(jsonSchemaOf(versionAsked.optional().describe('d'), {})).toMatchObject({
      type: 'integer',
      description: 'd',
    });
  });

  test('with an id becomes a component, under its name in OpenAPI', () => {
    const components = {};
    const named = z.object({ id: z.string() }).meta({ id: 'Named' });
    expect(jsonSchemaOf(z.array(named), components)).toEqual({
      type: 'array',
      items: { $ref: '#/components/schemas/Named' },
    });
    expect(components).toMatchObject({ Named: { properties: { id: { type: 'string' } } } });
  });

  test.each([
    [
      z.object({ a: z.string(), b: z.int().optional() }),
      '{ readonly "a": string; readonly "b"?: number | undefined; }',
    ],
    [z.record(z.string(), z.unknown()), 'Readonly<Record<string, unknown>>'],
    [z.enum(['a', 'b']).nullable(), '("a" | "b" | null)'],
    [z.array(z.union([z.string(), z.null()])), 'readonly (string | null)[]'],
    [z.strictObject({}), 'Record<string, never>'],
    [z.literal('x'), '"x"'],
    [z.unknown(), 'unknown'],
  ])('has a type', (schema, source) => {
    expect(typeSource(jsonSchemaOf(schema, {})).replaceAll(/\s+/g, ' ')).toBe(source);
  });

  test('cannot break out of the comment that describes it', () => {
    const evil = z.object({ a: z.string().describe('*/ alert(1) /*\n') });
    expect(typeSource(jsonSchemaOf(evil, {}))).toContain('/** * / alert(1) /*  */');
  });
});
