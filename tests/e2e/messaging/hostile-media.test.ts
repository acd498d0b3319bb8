import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyWithMessages, message } from '../../support/builders/meta-webhooks.ts';
import { startStaffedProduct, type StaffedProduct } from '../../support/product/staffed-product.ts';
import { until } from '../../support/until.ts';
import { startMediaStub, type MediaStub, type StubFile } from '../../support/vendors/media-stub.ts';

let world: StaffedProduct;
let meta: MediaStub;
let stranger: MediaStub;

beforeAll(async () => {
  [meta, stranger] = await Promise.all([startMediaStub(), startMediaStub()]);
  world = await startStaffedProduct({ port: 26_891, graphUrl: meta.url });
});
afterAll(async () => {
  await world.close();
  meta.close();
  stranger.close();
});

let people = 0;
/** A patient sends a file by a signed webhook; the API shows the message, and gives the file. */
async function sends(type: 'document' | 'image', file: StubFile & { bytes: Uint8Array }, said: object = {}) {
  people += 1;
  const id = `file-${people}`;
  meta.files.set(id, file);
  const from = `551195577${String(people).padStart(4, '0')}`;
  const sha256 = createHash('sha256').update(file.bytes).digest('base64');
  const content = { id, mime_type: 'image/jpeg', sha256, ...said };
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const names = { from, from_user_id: `BR.69${people}`, timestamp };
  await world.product.webhook(bodyWithMessages(message({ ...names, type, [type]: content })));
  const { bia, clinicId } = world;
  const shown = async () => {
    const { items } = await bia.listConversations({ clinicId, limit: 100 });
    const conversationId = items.find(({ contact: { phone } }) => phone === from)!.id;
    const messages = await bia.listMessages({ clinicId, conversationId });
    return messages.items.find(({ media }) => media !== undefined)!;
  };
  const settled = async (state: 'stored' | 'unavailable') => {
    await until(`it to be ${state}`, async () => {
      // the minutes between two tries need not be waited for
      await world.pool.query(
        `update message_media set next_attempt_at = now()
        where meta_media_id = $1 and state = 'due' and lease_until is null`,
        [id],
      );
      return (await shown()).media?.state === state;
    });
    return shown();
  };
  const open = async () => {
    const { id: messageId, conversationId } = await shown();
    return bia.getMessageMedia({ clinicId, conversationId, messageId });
  };
  return { id, settled, open };
}

/** What a browser gets that was told to open it: bytes to keep, nothing to show or run. */
const onlyToKeep = {
  'content-type': 'application/octet-stream',
  'content-disposition': expect.stringMatching(/^attachment; /) as unknown,
  'x-content-type-options': 'nosniff',
  'content-security-policy': expect.stringContaining("sandbox; default-src 'none'") as unknown,
};
const jpeg = (length: number) =>
  Buffer.concat([Buffer.from('ffd8ffe000104a464946000101', 'hex'), randomBytes(length)]);
const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>fetch("/api/me")</script></svg>';

describe('a file that would harm whoever opens it', () => {
  test.each([
    ['an SVG with a script, sent as a picture', 'image', svg, 'image/svg+xml'],
    ['an SVG with a script, sent as a document', 'document', svg, 'image/svg+xml'],
    ['an SVG behind the declaration of XML', 'document', `<?xml version="1.0"?>\n${svg}`, 'image/svg+xml'],
    ['a page that says it is a photo', 'image', '<!doctype html><script>1</script>', 'image/jpeg'],
    ['a program that says it is a photo', 'image', 'MZ\u0090\u0000 a program', 'image/png'],
  ] as const)('is only a download: %s', async (_, type, text, mimeType) => {
    const bytes = Buffer.from(text, 'latin1');
    const file = await sends(type, { bytes }, { mime_type: mimeType, filename: 'exame.svg' });
    await file.settled('stored');
    const answer = await file.open();
    expect(Object.fromEntries(answer.headers)).toMatchObject(onlyToKeep);
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
  });

  test('is shown as what it is where its type only lies: a photo that says it is a page', async () => {
    const bytes = jpeg(5 * 1024 * 1024);
    const file = await sends('document', { bytes }, { mime_type: 'text/html', filename: 'foto.html' });
    expect(await file.settled('stored')).toMatchObject({ media: { type: 'image/jpeg', size: bytes.length } });
    expect((await file.open()).headers.get('content-type')).toBe('image/jpeg');
  });
});

describe('a file that cannot be had', () => {
  const isLost = async (file: Awaited<ReturnType<typeof sends>>, errorCode: string) => {
    const { media, conversationId } = await file.settled('unavailable');
    expect(media).toMatchObject({ errorCode });
    await expect(file.open()).rejects.toMatchObject({ code: 'media.unavailable' });
    const { items } = await world.bia.listAlerts({ clinicId: world.clinicId });
    expect(items).toContainEqual(
      expect.objectContaining({ kind: 'media-unavailable', subject: conversationId }),
    );
  };

  test('is refused when its bytes are others than the message announced', async () => {
    const other = createHash('sha256').update('another file').digest('base64');
    await isLost(await sends('image', { bytes: jpeg(1_000) }, { sha256: other }), 'hash-differs');
  });

  test('is asked of nobody but Meta, wherever its URL points', async () => {
    stranger.files.set('x', { bytes: jpeg(10) });
    await isLost(await sends('image', { bytes: jpeg(10), url: `${stranger.url}/bytes/x` }), 'url-foreign');
    expect(stranger.asked).toEqual([]);
  });

  test('is asked for again, by a new URL, when the first one has expired', async () => {
    const bytes = jpeg(2_000);
    const expired: StubFile['answers'] = [(response) => response.writeHead(404).end()];
    const file = await sends('image', { bytes, answers: expired });
    await file.settled('stored');
    expect(Buffer.from(await (await file.open()).arrayBuffer()).equals(bytes)).toBe(true);
    const descriptions = meta.asked.filter(
      ({ path }) => path.endsWith(`/${file.id}`) && !path.startsWith('/bytes'),
    );
    expect(descriptions).toHaveLength(2);
  });
});
