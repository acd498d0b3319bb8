import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bySecret } from '../../support/api/issuer.ts';
import { bodyWithMessages, message } from '../../support/builders/meta-webhooks.ts';
import { mostMemoryMiB } from '../../support/product/memory-of.ts';
import { registerClinic } from '../../support/product/product.ts';
import { until } from '../../support/until.ts';
import { startMediaStub, type MediaStub, type StubFile } from '../../support/vendors/media-stub.ts';
import { startStaffedProduct, type StaffedProduct } from '../../support/product/staffed-product.ts';

let meta: MediaStub;
let world: StaffedProduct;

beforeAll(async () => {
  meta = await startMediaStub();
  world = await startStaffedProduct({
    ...{ port: 26_831, graphUrl: meta.url },
    environment: { MEDIA_LEASE_MS: '60000' },
  });
});
afterAll(async () => {
  await world.close();
  meta.close();
});

const jpeg = (length: number) =>
  Buffer.concat([Buffer.from('ffd8ffe000104a464946000101', 'hex'), randomBytes(length)]);
let people = 0;

/** A patient sends a file; Meta has it under the given id. */
async function sendsFile(bytes: StubFile['bytes'], more: object = {}) {
  people += 1;
  const id = `media-${people}`;
  meta.files.set(id, { bytes });
  const from = `551195599${String(people).padStart(4, '0')}`;
  const sha256 =
    bytes instanceof Uint8Array ? createHash('sha256').update(bytes).digest('base64') : undefined;
  const document = { id, mime_type: 'image/jpeg', sha256, filename: 'foto da perna.jpg', ...more };
  await world.product.webhook(
    bodyWithMessages(
      message({
        from,
        from_user_id: `BR.68${String(people).padStart(6, '0')}`,
        timestamp: String(Math.floor(Date.now() / 1_000)),
        type: 'document',
        document,
      }),
    ),
  );
  const conversation = async () => {
    const { items } = await world.bia.listConversations({ clinicId: world.clinicId, limit: 100 });
    return items.find(({ contact: { phone } }) => phone === from)!.id;
  };
  const shown = async () => {
    const { items } = await world.bia.listMessages({
      clinicId: world.clinicId,
      conversationId: await conversation(),
    });
    return items.find(({ type }) => type === 'document')!;
  };
  return {
    shown,
    stored: () => until('the file', async () => (await shown()).media?.state === 'stored'),
    open: async (headers: Record<string, string> = { authorization: `Bearer ${world.token}` }) => {
      const { id: messageId, conversationId } = await shown();
      return fetch(
        `${world.product.url}/api/clinics/${world.clinicId}/conversations/${conversationId}/messages/${messageId}/media`,
        { headers },
      );
    },
  };
}

describe('a file that a patient sends', () => {
  test('is fetched at once, lies encrypted, and is served to staff alone', async () => {
    const bytes = jpeg(200_000);
    const file = await sendsFile(bytes, { caption: 'olha' });
    await file.stored();
    expect(await file.shown()).toMatchObject({
      text: 'olha',
      details: { fileName: 'foto da perna.jpg' },
      media: { type: 'image/jpeg', size: bytes.length, fileName: 'foto da perna.jpg' },
    });
    const answer = await file.open();
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': `inline; filename="foto da perna.jpg"; filename*=UTF-8''foto%20da%20perna.jpg`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    expect((await file.open({})).status).toBe(401);
    const other = await registerClinic(world.pool, {
      number: '551144440000',
      phoneNumberId: '900000000000099',
    });
    const stranger = await bySecret({ sub: 'eva', role: 'clinic-staff', clinicIds: [other] });
    expect((await file.open({ authorization: `Bearer ${stranger}` })).status).toBe(404);
  });

  test('passes through in pieces: a PDF of 100 MB, in and out, leaves the memory flat', async () => {
    const piece = randomBytes(64 * 1024);
    const passes = async (pieces: number) => {
      const all = function* () {
        yield Buffer.concat([Buffer.from('%PDF-1.7\n'), piece.subarray(9)]);
        for (let n = 1; n < pieces; n += 1) yield piece;
      };
      const hash = createHash('sha256');
      for (const each of all()) hash.update(each);
      const sha256 = hash.digest('hex');
      const file = await sendsFile(
        { size: pieces * piece.length, stream: () => Readable.from(all()) },
        { mime_type: 'application/pdf', filename: 'exame.pdf', sha256 },
      );
      await file.stored();
      const answer = await file.open();
      expect(answer.headers.get('content-type')).toBe('application/octet-stream');
      const received = createHash('sha256');
      for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) received.update(chunk);
      expect(received.digest('hex')).toBe(sha256);
    };
    for (let n = 0; n < 6; n += 1) await passes(160);
    const before = await mostMemoryMiB(world.product);
    await passes(1_600);
    // small files have filled the heap; whoever held the large one whole would need its 100 MB
    expect((await mostMemoryMiB(world.product)) - before).toBeLessThan(65);
  });

  test('runs nothing in a browser, whatever it says it is', async () => {
    const html = Buffer.from('<!doctype html><script>fetch("/api/me")</script>');
    const file = await sendsFile(html, { mime_type: 'text/html', filename: '../../"x\r\n.html' });
    await file.stored();
    const answer = await file.open();
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': expect.stringMatching(/^attachment; filename="[\w .-]+\.html"/) as unknown,
      'content-security-policy': expect.stringContaining('sandbox') as unknown,
    });
  });

  test('is not lost when the process dies while it is being fetched', async () => {
    const bytes = jpeg(50_000);
    const file = await sendsFile(bytes);
    meta.files.set(`media-${people}`, {
      bytes,
      answers: [(response) => void response.writeHead(200).write('x')],
    });
    await world.pool
      .query(`update message_media set state = 'due', next_attempt_at = now(), sealed_key = null, size = null
      where file_name is not null and meta_media_id = 'media-${people}'`);
    await until('the transfer to begin', () =>
      meta.asked.some(({ path }) => path === `/bytes/media-${people}`),
    );
    await world.product.stop('SIGKILL');
    await world.pool.query(`update message_media set lease_until = now() where lease_until is not null`);
    await world.restart();
    await file.stored();
    expect(Buffer.from(await (await file.open()).arrayBuffer()).equals(bytes)).toBe(true);
  });
});
