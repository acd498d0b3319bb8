import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownPage, startCalledApi, type CalledApi } from '../../support/product/called-api.ts';

let api: CalledApi;
let root: CalledApi['root'];
let product: CalledApi['product'];
let call: CalledApi['call'];
let post: CalledApi['post'];

beforeAll(async () => {
  api = await startCalledApi(26_115);
  ({ root, product, call, post } = api);
});
afterAll(() => api.close());

describe('a body', () => {
  const send = (body: string | Buffer, headers: Record<string, string> = {}) =>
    fetch(`${product.url}/api/clinics`, {
      method: 'POST',
      headers: { authorization: `Bearer ${root}`, 'content-type': 'application/json', ...headers },
      body: body as never,
    }).then(async (response) => [response.status, ((await response.json()) as { code: string }).code]);

  test.each([
    ['is not JSON', '{"name":', 400, 'http.body-unreadable'],
    ['is a text', '"name"', 400, 'http.body-unreadable'],
    ['is empty', '', 400, 'http.invalid-request'],
    ['brings a prototype', '{"name":"x","__proto__":{"a":1}}', 400, 'http.body-unreadable'],
    ['brings a constructor', '{"name":"x","constructor":{"prototype":{}}}', 400, 'http.invalid-request'],
    [
      'is nested beyond reason',
      `{"name":"x","context":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`,
      400,
      'http.body-unreadable',
    ],
    ['has U+0000', '{"name":"a\\u0000b"}', 400, 'http.body-unreadable'],
    ['has half a character', '{"name":"a\\ud800b"}', 400, 'http.body-unreadable'],
    [
      'has bytes that are not UTF-8',
      Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]),
      400,
      'http.body-unreadable',
    ],
    [
      'has a number without end',
      `{"name":"x","context":{"n":1${'0'.repeat(400)}}}`,
      400,
      'http.body-unreadable',
    ],
    ['has a field too much', '{"name":"x","isAdmin":true}', 400, 'http.invalid-request'],
    ['is too large', `{"name":"x","context":{"a":"${'x'.repeat(600_000)}"}}`, 413, 'http.body-too-large'],
  ] as [string, string | Buffer, number, string][])('that %s is refused', async (_, body, status, code) => {
    expect(await send(body)).toEqual([status, code]);
  });

  test.each([
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'multipart/form-data; boundary=x' },
    { 'content-type': 'application/json; charset=utf-16' },
    { 'content-type': 'application/jsonp' },
    { 'content-type': 'nonsense' },
    { 'content-encoding': 'gzip' },
  ])('with %j is refused', async (headers) => {
    expect(await send('{"name":"x"}', headers)).toEqual([415, 'http.unsupported-content']);
  });

  test('tells every problem at once, by its place, and nothing of what it was', async () => {
    const { body } = await post('/api/clinics', {
      name: 7,
      simulation: 'yes',
      context: [],
      extra: 'secret-value',
    });
    expect((body.details.problems as { at: string }[]).map(({ at }) => at).sort()).toEqual(
      ['body', 'body.context', 'body.name', 'body.simulation'].sort(),
    );
    expect(JSON.stringify(body)).not.toContain('secret-value');
    const { body: said } = await post('/api/clinics', { name: 'x', 'Maria, 5547991234567': 1 });
    expect(said.details.problems).toEqual([{ at: 'body', message: 'Unrecognized keys' }]);
  });
});

describe('the edge', () => {
  test('lets exactly the configured origins in, without credentials', async () => {
    const preflight = (origin: string) =>
      call('OPTIONS', '/api/clinics', {
        token: '',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization',
        },
      });
    const allowed = await preflight(ownPage);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(ownPage);
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
    expect(allowed.headers.get('access-control-allow-headers')).not.toContain('x-atende-request');
    for (const origin of [
      'https://app.clinic.test.evil',
      'https://evil.test',
      'null',
      `${ownPage}:8443`,
      ownPage.toUpperCase(),
      '*',
      'http://app.clinic.test',
    ]) {
      expect((await preflight(origin)).headers.get('access-control-allow-origin'), origin).toBeNull();
      expect(
        (await call('GET', '/api/clinics', { headers: { origin } })).headers.get(
          'access-control-allow-origin',
        ),
      ).toBeNull();
    }
    const refused = await call('GET', '/api/clinics', { token: 'x', headers: { origin: ownPage } });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, ownPage]);
    expect((await call('GET', '/api/clinics', { headers: {} })).headers.get('vary')).toContain('Origin');
  });

  test.each([
    ['GET', '/nowhere', 404, 'http.unknown-route'],
    ['GET', '/api/%ff', 404, 'http.unknown-route'],
    ['PATCH', '/api/clinics', 405, 'http.method-not-allowed'],
    ['PROPFIND', '/api/clinics', 405, 'http.method-not-allowed'],
    ['GET', '/api/clinics?limit=0', 400, 'http.invalid-request'],
    ['GET', '/api/clinics?limit=1&limit=2', 400, 'http.invalid-request'],
    ['GET', '/api/clinics?nonsense=1', 400, 'http.invalid-request'],
    ['GET', '/api/clinics?__proto__=1', 400, 'http.invalid-request'],
    ['GET', '/api/clinics?cursor=abc', 400, 'http.cursor-invalid'],
    ['GET', '/api/clinics/x', 404, 'clinic.not-found'],
    ['GET', `/api/clinics/${'9'.repeat(5_000)}`, 404, 'clinic.not-found'],
  ])('answers %s %s in the one shape of errors', async (method, path, status, code) => {
    const { body, status: answered, headers } = await call(method, path);
    expect([answered, body.code]).toEqual([status, code]);
    expect(body.requestId).toBe(headers.get('x-request-id'));
    expect(body.message.length).toBeLessThan(300);
  });

  test('answers what is not even HTTP, too', async () => {
    for (const text of [
      'GARBAGE\r\n\r\n',
      'GET /\u0000 HTTP/1.1\r\n\r\n',
      `GET / HTTP/1.1\r\nhost: x\r\nbig: ${'x'.repeat(20_000)}\r\n\r\n`,
      'POST /api/clinics HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n',
    ]) {
      const answer = await raw(text);
      expect(answer, text.slice(0, 40)).toMatch(/^HTTP\/1\.1 400 /);
      expect(JSON.parse(answer.split('\r\n\r\n')[1]!)).toMatchObject({ code: 'http.unreadable-request' });
    }
  });

  test('sends the headers that keep browsers out, and lets nothing be cached', async () => {
    const { headers } = await call('GET', '/api/clinics');
    expect(headers.get('content-security-policy')).toContain(`default-src 'none'`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  test('takes a correlation id along, when it is one', async () => {
    expect(
      (await call('GET', '/api/me', { headers: { 'x-request-id': 'abc-1' } })).headers.get('x-request-id'),
    ).toBe('abc-1');
    for (const bad of ['x'.repeat(65), 'a b', 'a"b', '<script>'])
      expect(
        (await call('GET', '/api/me', { headers: { 'x-request-id': bad } })).headers.get('x-request-id'),
      ).not.toBe(bad);
  });

  test('has no way in by a link where people sign in elsewhere', async () => {
    expect((await call('GET', '/api/session/start?token=x', { token: '' })).status).toBe(404);
    expect(
      (await call('GET', '/api/me', { token: '', headers: { cookie: 'atende_session=x' } })).status,
    ).toBe(401);
    expect(product.log()).not.toContain('Sign in once');
  });
});

describe('the documentation', () => {
  test('is a page for people in two languages, without a script', async () => {
    const pages = await Promise.all(
      ['pt', 'en'].map((lang) => call('GET', `/docs?lang=${lang}`, { token: '' })),
    );
    for (const { headers, text } of pages) {
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(headers.get('content-security-policy')).toContain(`style-src 'sha256-`);
      expect(text).toContain('/api/clinics/{clinicId}/context');
      expect(text).not.toMatch(/<script|https?:\/\/(?!www\.w3)/);
    }
    expect(pages[0]!.text).toContain('lang="pt-BR"');
    expect((await call('GET', '/docs', { token: '', headers: { 'accept-language': 'en-US,en' } })).text).toBe(
      pages[1]!.text,
    );
  });
});

function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(product.url).port), '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}
