import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json, type Handler, type World } from './world.ts';

type StoredFile = { readonly bytes: Buffer; readonly type: string; readonly sha256: string };

const largest = 16 * 1024 * 1024;
/** Of what the clinic uploads; Meta's own limits are by type. */
const largestUpload = 101 * 1024 * 1024;
const uploadPath = /^\/v\d+\.\d+\/(\d+)\/media$/;
const limits: Readonly<Record<string, number>> = { image: 5, audio: 16, video: 16 };
const mostBytes = 128 * 1024 * 1024;
const urlLivesMs = 5 * 60_000;
const graphPath = /^\/v\d+\.\d+\/(\d{15,})$/;

/**
 * Files on their way from the phones: taken by `POST /_twin/media`, described by the Graph API, and given to whoever
 * shows the token under a URL that lives five minutes. Bounded: the oldest go first.
 */
export function mediaApi(world: World): Handler {
  const files = new Map<string, StoredFile>();
  const expiresAt = new Map<string, { readonly id: string; readonly at: number }>();

  const take = (bytes: Buffer, type: string) => {
    const id = String(randomBytes(8).readBigUInt64BE() + 10n ** 15n);
    const sha256 = createHash('sha256').update(bytes).digest('base64');
    files.set(id, { bytes, type, sha256 });
    let held = [...files.values()].reduce((sum, file) => sum + file.bytes.length, 0);
    for (const [oldest, file] of files) {
      if (held <= mostBytes) break;
      files.delete(oldest);
      held -= file.bytes.length;
    }
    return { id, sha256, mime_type: type };
  };

  /** Each call makes a new URL, as Meta does. */
  const describe = (id: string, { bytes, type, sha256 }: StoredFile, host: string) => {
    const key = randomBytes(12).toString('hex');
    expiresAt.set(key, { id, at: Date.now() + urlLivesMs });
    const url = `http://${host}/attachments?mid=${key}`;
    const hex = Buffer.from(sha256, 'base64').toString('hex');
    return { messaging_product: 'whatsapp', id, url, mime_type: type, sha256: hex, file_size: bytes.length };
  };

  /** `POST /{PHONE_NUMBER_ID}/media`: a form with the product, the type and the file. */
  const upload = (form: Buffer, contentType: string, response: ServerResponse) => {
    const parts = partsOf(form, /boundary=([\w-]+)/.exec(contentType)?.[1] ?? '');
    const type = parts.get('type')?.toString() ?? '';
    const file = parts.get('file');
    const most = (limits[type.split('/')[0] ?? ''] ?? 100) * 1024 * 1024;
    if (file === undefined || file.length > most || parts.get('messaging_product')?.toString() !== 'whatsapp')
      json(response, 400, { error: { message: 'Media upload error', code: 131053 } });
    else json(response, 200, { id: take(file, type).id });
  };

  return async (request, response, path) => {
    const { method, headers } = request;
    const isOurs = world.accounts.tokenOf(request) !== undefined;
    const [, asked] = graphPath.exec(path) ?? [];
    if (method === 'POST' && path === '/_twin/media') {
      const bytes = await readBytes(request);
      json(response, 200, take(bytes, headers['content-type'] ?? 'application/octet-stream'));
    } else if (method === 'GET' && path.startsWith('/_twin/media/')) {
      const file = files.get(path.slice('/_twin/media/'.length));
      if (file === undefined) json(response, 404, { error: { message: 'No such file', code: 100 } });
      else {
        const isPlain = /^(image\/(jpeg|png|webp|gif)|audio\/|video\/)/.test(file.type);
        response.writeHead(200, {
          'content-type': isPlain ? file.type : 'application/octet-stream',
          'x-content-type-options': 'nosniff',
          'content-security-policy': 'sandbox',
        });
        response.end(file.bytes);
      }
    } else if (method === 'POST' && uploadPath.test(path)) {
      if (isOurs) upload(await readBytes(request, largestUpload), headers['content-type'] ?? '', response);
      else json(response, 401, { error: { message: 'Error validating access token', code: 190 } });
    } else if (method === 'GET' && asked !== undefined) {
      const file = files.get(asked);
      if (!isOurs) json(response, 401, { error: { message: 'Error validating access token', code: 190 } });
      else if (file === undefined)
        json(response, 400, { error: { message: 'Unsupported get request: no such object', code: 100 } });
      else json(response, 200, describe(asked, file, headers.host ?? ''));
    } else if (method === 'GET' && path === '/attachments') {
      const key = new URL(request.url ?? '', 'http://twin').searchParams.get('mid') ?? '';
      const { id = '', at = 0 } = expiresAt.get(key) ?? {};
      const file = files.get(id);
      if (!isOurs) response.writeHead(401, { 'content-type': 'text/html' }).end('<html>Log in</html>');
      else if (file === undefined || at < Date.now()) response.writeHead(404).end();
      else response.writeHead(200, { 'content-type': file.type }).end(file.bytes);
    } else return false;
    return true;
  };
}

/** The parts of a form, by name. */
function partsOf(form: Buffer, boundary: string): ReadonlyMap<string, Buffer> {
  const parts = new Map<string, Buffer>();
  const mark = Buffer.from(`--${boundary}`);
  for (let at = form.indexOf(mark); at !== -1;) {
    const next = form.indexOf(mark, at + mark.length);
    if (next === -1) break;
    const bodyAt = form.indexOf('\r\n\r\n', at) + 4;
    const name = /name="(\w+)"/.exec(form.subarray(at, bodyAt).toString('latin1'))?.[1];
    if (name !== undefined) parts.set(name, form.subarray(bodyAt, next - 2));
    at = next;
  }
  return parts;
}

async function readBytes(request: IncomingMessage, most = largest): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw new Error('the file is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
