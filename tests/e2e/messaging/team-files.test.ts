import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AtendeError } from '../../../client/atende-client.ts';
import { bodyWithMessages, textMessage } from '../../support/builders/meta-webhooks.ts';
import { mostMemoryMiB } from '../../support/product/memory-of.ts';
import { until } from '../../support/until.ts';
import { startGraphStub, type StubAnswer } from '../../support/vendors/graph-stub.ts';
import { startStaffedProduct, type StaffedProduct } from '../../support/product/staffed-product.ts';

let world: StaffedProduct;
let takes: () => StubAnswer = () => 'accept';

beforeAll(async () => {
  world = await startStaffedProduct({
    port: 26_871,
    graph: await startGraphStub(undefined, () => takes()),
  });
});
afterAll(() => world.close());
beforeEach(() => {
  takes = () => 'accept';
});

let people = 0;
async function somebody() {
  people += 1;
  const from = `551195533${String(people).padStart(4, '0')}`;
  const timestamp = String(Math.floor(Date.now() / 1_000));
  await world.product.webhook(
    bodyWithMessages(textMessage({ from, from_user_id: `BR.78${people}`, timestamp, body: 'quanto custa?' })),
  );
  const hears = () => world.graph.sent.filter(({ to }) => to === from).map(({ body }) => body);
  await until('the answer', () => hears().length > 0);
  const { items } = await world.bia.listConversations({ clinicId: world.clinicId, limit: 100 });
  const at = {
    clinicId: world.clinicId,
    conversationId: items.find(({ contact }) => contact.phone === from)?.id ?? '',
  };
  const upload = (bytes: Uint8Array<ArrayBuffer>, fileName: string) =>
    world.bia.uploadFile({ ...at, fileName, body: new Blob([bytes]) });
  const newest = async () => (await world.bia.listMessages({ ...at, limit: 1 })).items[0]!;
  return { at, hears, upload, newest };
}
const codeOf = async (call: Promise<unknown>) => {
  const error: unknown = await call.catch((thrown: unknown) => thrown);
  return error instanceof AtendeError ? error.code : 'not refused';
};
const after = (head: string | Buffer, length: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.concat([Buffer.from(head as string), randomBytes(length)]));
const jpeg = (length: number) => after(Buffer.from('ffd8ffe000104a464946000101', 'hex'), length);
const pdf = (length: number) => after('%PDF-1.7\n', length);
const opus = () => {
  const page = Buffer.alloc(28);
  page.write('OggS');
  return after(Buffer.concat([page, Buffer.from('OpusHead')]), 2_000);
};

describe('a file that somebody of the clinic sends', () => {
  test('is brought to WhatsApp as it is, and then named by its message', async () => {
    const { at, hears, upload, newest } = await somebody();
    const picture = jpeg(300_000);
    const file = await upload(picture, 'fachada.jpg');
    expect(file).toMatchObject({
      kind: 'image',
      fileName: 'fachada.jpg',
      type: 'image/jpeg',
      size: picture.length,
    });
    await world.bia.sendFile({ ...at, fileId: file.fileId, body: { caption: 'É esta porta' } });
    await until('the picture', () => hears().length > 1);
    const n = world.graph.uploads.length;
    expect(world.graph.uploads[n - 1]?.type).toBe('image/jpeg');
    expect(world.graph.uploads[n - 1]?.bytes.equals(picture)).toBe(true);
    expect(hears().at(-1)).toMatchObject({
      type: 'image',
      image: { id: `media-up-${n}`, caption: 'É esta porta' },
    });
    const shown = await newest();
    expect(shown).toMatchObject({
      origin: 'human',
      text: 'É esta porta',
      media: { state: 'stored', type: 'image/jpeg', fileName: 'fachada.jpg' },
    });
    const own = await world.bia.getMessageMedia({ ...at, messageId: shown.id });
    expect(Buffer.from(await own.arrayBuffer()).equals(picture)).toBe(true);
  });

  test('goes as a document or a voice note, by what its bytes are', async () => {
    const { at, hears, upload } = await somebody();
    const paper = await upload(pdf(1_000), 'preparo.jpg');
    const voice = await upload(opus(), 'recado.ogg');
    expect(voice).toMatchObject({ kind: 'audio', isVoice: true });
    expect(await codeOf(world.bia.sendFile({ ...at, fileId: voice.fileId, body: { caption: 'ouça' } }))).toBe(
      'media.caption-not-possible',
    );
    await world.bia.sendFile({ ...at, fileId: paper.fileId, body: {} });
    await world.bia.sendFile({ ...at, fileId: voice.fileId, body: {} });
    await until('both', () => hears().length > 2);
    expect(hears().slice(1)).toMatchObject([
      { type: 'document', document: { filename: 'preparo.jpg.pdf' } },
      { type: 'audio', audio: { voice: true } },
    ]);
    expect(world.graph.uploads.at(-1)?.type).toBe('audio/ogg; codecs=opus');
  });

  test('is refused before anything is queued when WhatsApp would not take it', async () => {
    const { at, upload, newest } = await somebody();
    const before = (await newest()).id;
    const html = Uint8Array.from(Buffer.from('<script>fetch("/api/me")</script>'));
    const svg = Uint8Array.from(
      Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
    );
    expect(await codeOf(upload(html, 'foto.jpg'))).toBe('media.type-refused');
    expect(await codeOf(upload(svg, 'foto.png'))).toBe('media.type-refused');
    expect(await codeOf(upload(jpeg(5 * 1024 * 1024), 'foto.jpg'))).toBe('media.too-large');
    const nowhere = { ...at, conversationId: '0a8f0000-0000-7000-8000-000000000000' };
    expect(await codeOf(world.bia.uploadFile({ ...nowhere, body: new Blob([pdf(9)]) }))).toBe(
      'conversation.not-found',
    );
    const { fileId } = await upload(pdf(9), 'a.pdf');
    await world.bia.sendFile({ ...at, fileId, body: {} });
    expect(await codeOf(world.bia.sendFile({ ...at, fileId, body: {} }))).toBe('media.upload-not-found');
    const { items } = await world.bia.listMessages(at);
    expect(items.findIndex(({ id }) => id === before)).toBe(1);
    const { rows } = await world.pool.query('select from outgoing_files where clinic_id = $1', [
      world.clinicId,
    ]);
    expect(rows).toHaveLength(0);
  });

  test('is refused when more was said than its writer has seen, and goes by the same upload afterwards', async () => {
    const { at, hears, upload, newest } = await somebody();
    const seenUpTo = (await newest()).id;
    const first = await upload(jpeg(2_000), 'a.jpg');
    const second = await upload(jpeg(2_000), 'b.jpg');
    const outcomes = await Promise.allSettled(
      [first, second].map(({ fileId }) => world.bia.sendFile({ ...at, fileId, body: { seenUpTo } })),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = outcomes.findIndex(({ status }) => status === 'rejected');
    const { fileId } = [first, second][refused]!;
    expect(await codeOf(world.bia.sendFile({ ...at, fileId, body: { seenUpTo } }))).toBe(
      'conversation.moved-on',
    );
    await world.bia.sendFile({ ...at, fileId, body: { seenUpTo: (await newest()).id } });
    await until('both pictures', () => hears().length > 2);
    expect(hears()).toHaveLength(3);
  });

  test('that breaks off leaves nothing behind', async () => {
    const { at } = await somebody();
    const url = `${world.product.url}/api/clinics/${world.clinicId}/conversations/${at.conversationId}/files`;
    const broken = request(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.token}`, 'content-length': 1_000_000 },
    });
    broken.on('error', () => undefined);
    broken.write('%PDF-1.7');
    await until(
      'it to begin',
      async () => (await world.pool.query('select from outgoing_files')).rows.length === 1,
    );
    broken.destroy();
    await until(
      'it to be forgotten',
      async () => (await world.pool.query('select from outgoing_files')).rows.length === 0,
    );
    expect((await fetch(`${world.product.url}/health/live`)).status).toBe(200);
  });

  test('is tried again while Meta cannot take it, and fails with its message when Meta will not', async () => {
    const { at, hears, upload, newest } = await somebody();
    let tries = 0;
    takes = () => ((tries += 1) === 1 ? { status: 500, body: {} } : tries === 2 ? 'drop-answer' : 'accept');
    await world.bia.sendFile({ ...at, fileId: (await upload(pdf(1_000), 'a.pdf')).fileId, body: {} });
    await until('it', () => hears().length > 1);
    expect(tries).toBe(3);
    expect(hears()).toHaveLength(2);
    takes = () => ({ status: 400, body: { error: { code: 131053 } } });
    await world.bia.sendFile({ ...at, fileId: (await upload(pdf(1_000), 'b.pdf')).fileId, body: {} });
    await until('the failure', async () => (await newest()).status === 'failed');
    expect(await newest()).toMatchObject({ errorCode: 'upload-http-400' });
    await world.bia.replyInConversation({ ...at, body: { text: 'segue em outro formato' } });
    await until('what was said after it', () => hears().length > 2);
  });

  test('is sent once when the process dies between the upload and the message', async () => {
    const { at, hears, upload } = await somebody();
    // the answer of the upload never comes: the process dies waiting for it
    takes = () => 'drop-answer';
    const before = world.graph.uploads.length;
    await world.bia.sendFile({ ...at, fileId: (await upload(pdf(1_000), 'a.pdf')).fileId, body: {} });
    await until('the upload', () => world.graph.uploads.length > before);
    await world.product.stop('SIGKILL');
    takes = () => 'accept';
    await world.pool.query('update media_uploads set lease_until = now() where lease_until is not null');
    await world.restart();
    await until('the message', () => hears().length > 1);
    expect(hears().slice(1)).toMatchObject([
      { type: 'document', document: { id: `media-up-${world.graph.uploads.length}` } },
    ]);
  });

  test('of a hundred megabytes passes in pieces: no process holds it', async () => {
    const { at, hears, upload } = await somebody();
    const mebibyte = 1024 * 1024;
    const passes = async (bytes: ReturnType<typeof pdf>) => {
      const heard = hears().length;
      await world.bia.sendFile({ ...at, fileId: (await upload(bytes, 'exame.pdf')).fileId, body: {} });
      await until('it', () => hears().length > heard);
    };
    for (let n = 0; n < 12; n += 1) await passes(pdf(4 * mebibyte));
    const before = await mostMemoryMiB(world.product);
    const bytes = pdf(100 * mebibyte - 9);
    await passes(bytes);
    expect(world.graph.uploads.at(-1)?.bytes.equals(bytes)).toBe(true);
    // small files have filled the heap; whoever held the large one whole would need its 100 MB
    expect((await mostMemoryMiB(world.product)) - before).toBeLessThan(55);
  });
});
