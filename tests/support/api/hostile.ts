import fc, { type Arbitrary } from 'fast-check';
import type { Wanted } from './contract.ts';

const nested = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth);

/** Bodies in the manner of JSONTestSuite: not JSON, almost JSON, JSON that hurts. Of our own making. */
const bodies: readonly (string | Buffer)[] = [
  '',
  ' ',
  '{',
  '}',
  '[',
  ']',
  '{"a":}',
  '{"a":1,}',
  '[1,]',
  '[,1]',
  "{'a':1}",
  '{a:1}',
  '{"a":01}',
  '{"a":+1}',
  '{"a":.5}',
  '{"a":1.}',
  '{"a":0x1F}',
  '{"a":1e}',
  '{"a":NaN}',
  '{"a":Infinity}',
  '{"a":-}',
  '{"a":1e99999}',
  '{"a":-1e99999}',
  `{"a":${'9'.repeat(5_000)}}`,
  '{"a":1}{"a":2}',
  '{"a":1}//x',
  '/*x*/{"a":1}',
  '{"a":1 "b":2}',
  '{"a" "b"}',
  '{"a":"\u0001"}',
  '{"a":"tab\there"}',
  '{"a":"\\x41"}',
  '{"a":"\\u00"}',
  '{"a":"\\ud800"}',
  '{"a":"\\udc00\\ud800"}',
  '{"a":"\\u0000"}',
  '{"\\u0000":1}',
  '{"a":1,"a":2}',
  '{"__proto__":{"isPlatformAdmin":true}}',
  '{"constructor":{"prototype":{"isPlatformAdmin":true}}}',
  '{"a":{"__proto__":null}}',
  '{"\\u005f\\u005fproto\\u005f\\u005f":{"a":1}}',
  '{"toString":1,"valueOf":2,"hasOwnProperty":3}',
  '{"then":1}',
  'null',
  'true',
  '1',
  '"text"',
  '[]',
  '[[]]',
  '[{}]',
  '\ufeff{}',
  nested('[', ']', 40),
  nested('{"a":', '}', 40).replace(/:}/, ':1}'),
  nested('[', ']', 20_000),
  '['.repeat(20_000),
  `{"a":${nested('[', ']', 10_000)}}`,
  `{"name":"${'x'.repeat(100_000)}"}`,
  `{${Array.from({ length: 4_000 }, (_, n) => `"k${n}":${n}`).join(',')}}`,
  `[${'{},'.repeat(9_000)}{}]`,
  Buffer.from([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]),
  Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]),
  Buffer.from([0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d]),
  Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00]),
  Buffer.alloc(70_000, 0x20),
];

const values: readonly unknown[] = [
  null,
  true,
  0,
  -0,
  -1,
  1e308,
  Number.MAX_SAFE_INTEGER + 2,
  '',
  ' ',
  '\u0000',
  '\u202e',
  '𝔘𝔫𝔦',
  '../../etc/passwd',
  "'; drop table clinics; --",
  '${jndi:ldap://x}',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '%00',
  'x'.repeat(5_000),
  'e\u0301'.repeat(500),
  [],
  {},
  [[]],
  [null],
  { $ne: null },
  { length: 1e9 },
  { toJSON: 1 },
  '1; select pg_sleep(5)',
  '00000000-0000-0000-0000-000000000000',
  '2026-02-30T25:00:00Z',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
];

/** Days and instants that are some, but of no use to anybody. */
const times: readonly string[] = [
  '0000-01-01',
  '0001-01-01',
  '0999-12-31',
  '1000-01-01',
  '1999-12-31',
  '2100-01-01',
  '9999-12-30',
  '9999-12-31',
  '0000-01-01T00:00:00+23:59',
  '9999-12-31T23:59:59-23:59',
  '2026-02-29',
];

const headers: readonly Readonly<Record<string, string>>[] = [
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/json; charset=utf-7' },
  { 'content-type': 'application/json;charset="UTF-8"' },
  { 'content-type': '' },
  { 'content-type': 'application/json, text/html' },
  { 'content-encoding': 'gzip' },
  { 'content-encoding': 'br' },
  { 'if-match': '"' },
  { 'if-match': '*' },
  { 'if-match': '"999999999999999999999"' },
  { 'if-none-match': 'W/"1", *' },
  { 'idempotency-key': 'a b' },
  { 'idempotency-key': 'k' },
  { 'idempotency-key': 'x'.repeat(300) },
  { 'x-request-id': '../../x' },
  { 'x-request-id': 'x'.repeat(500) },
  { origin: 'null' },
  { origin: 'https://evil.test', 'access-control-request-method': 'POST' },
  { accept: 'application/xml' },
  { 'accept-language': 'x'.repeat(2_000) },
  { 'x-http-method-override': 'DELETE' },
  { 'x-forwarded-for': '1.2.3.4', 'x-forwarded-host': 'evil.test' },
  { cookie: `atende_session=${'x'.repeat(3_000)}; __proto__=1` },
  { range: 'bytes=0-1' },
  { expect: '100-continue' },
];

const queries: readonly string[] = [
  'limit=0',
  'limit=-1',
  'limit=1e3',
  'limit=999999999999',
  'limit=1&limit=2',
  'limit[]=1',
  'cursor=',
  'cursor=%00',
  'cursor=%ff',
  `cursor=${'A'.repeat(390)}`,
  'cursor=WyJjbGluaWNzIiwieCJd',
  '__proto__=1',
  'constructor=1',
  'clinicId=',
  'clinicId=x',
  'clinicId=00000000-0000-0000-0000-000000000000',
  'clinicId=a&clinicId=b',
  'a'.repeat(4_000),
  '%',
  '%zz',
  '&&&===',
  'state=open%00',
  'action=%F0%9F%92%A9',
];

const segments: readonly string[] = [
  '%00',
  '%ff',
  '%2e%2e%2f',
  '..',
  '%',
  '%zz',
  'x'.repeat(3_000),
  '00000000-0000-0000-0000-000000000000',
  '0',
  '-1',
  '99999999999999999999',
  'NaN',
  '%F0%9F%92%A9',
  "'or'1'='1",
  '__proto__',
  '%E2%80%AE',
  '*',
];

const pick = <T>(list: readonly T[]): Arbitrary<T> => fc.constantFrom(...list);

/** A valid request with something in it that is not. */
export const mutated = (request: Wanted): Arbitrary<Wanted> =>
  fc.oneof(
    pick(bodies).map((body) => withBody(request, body)),
    fc.tuple(pick(values), fc.nat(), fc.boolean()).map(([value, place, isNew]) => {
      const document = typeof request.body === 'string' ? (JSON.parse(request.body) as unknown) : {};
      return withBody(request, JSON.stringify(replaced(document, place, value, isNew)));
    }),
    pick(headers).map((more) => ({ ...request, headers: { ...request.headers, ...more } })),
    pick(queries).map((query) => ({ ...request, path: `${request.path.split('?')[0] ?? ''}?${query}` })),
    fc
      .tuple(pick([...times, ...values.map(String)]), fc.nat())
      .map(([value, place]) => withParameter(request, place, value)),
    fc.tuple(pick(segments), fc.nat()).map(([segment, place]) => {
      const [path = '', query] = request.path.split('?');
      const parts = path.split('/');
      parts[2 + (place % Math.max(1, parts.length - 2))] = segment;
      return { ...request, path: `${parts.join('/')}${query === undefined ? '' : `?${query}`}` };
    }),
    pick(['PATCH', 'DELETE', 'PUT', 'OPTIONS', 'HEAD', 'POST', 'GET', 'PROPFIND']).map((method) => ({
      ...request,
      method,
    })),
    fc.constantFrom('if-match', 'content-type').map((name) => ({
      ...request,
      headers: Object.fromEntries(Object.entries(request.headers).filter(([header]) => header !== name)),
    })),
  );

/** One parameter of the query says something else. */
function withParameter(request: Wanted, place: number, value: string): Wanted {
  const [path = '', query = ''] = request.path.split('?');
  const parameters = new URLSearchParams(query);
  const names = [...parameters.keys()].filter((name) => name !== 'clinicId');
  const name = names[place % Math.max(1, names.length)];
  if (name === undefined) return request;
  parameters.set(name, value);
  return { ...request, path: `${path}?${parameters.toString()}` };
}

const withBody = (request: Wanted, body: string | Buffer): Wanted =>
  request.method === 'GET'
    ? request
    : { ...request, headers: { 'content-type': 'application/json', ...request.headers }, body };

/** The document with another value, or one more, somewhere in it. */
function replaced(document: unknown, place: number, value: unknown, isNew: boolean): unknown {
  if (typeof document !== 'object' || document === null) return value;
  const keys = Object.keys(document);
  if (isNew || keys.length === 0) return { ...document, [`extra${place % 3}`]: value };
  const key = keys[place % keys.length]!;
  const child = (document as Record<string, unknown>)[key];
  const inner = typeof child === 'object' && child !== null && place % 2 === 1;
  const changed = inner ? replaced(child, Math.floor(place / 2), value, false) : value;
  return Array.isArray(document)
    ? document.map((item: unknown, n) => (String(n) === key ? changed : item))
    : { ...document, [key]: changed };
}
