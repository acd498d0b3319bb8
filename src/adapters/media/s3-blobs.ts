import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AwsV4Signer } from 'aws4fetch';
import type { Blobs } from '../../application/ports/media/blobs.ts';
import type { Timers } from '../../application/ports/system/timers.ts';

export type S3Settings = {
  /** e.g. `https://s3.sa-east-1.amazonaws.com` or one's own; the bucket comes behind it, as a path. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Without a byte for so long the call ends, and without an answer so long after all was sent. */
  readonly idleMs?: number;
  /** For all of a call, with its file. */
  readonly totalMs?: number;
};

type Patience = {
  readonly timers: Pick<Timers, 'after'>;
  readonly idleMs: number;
  readonly totalMs: number;
};

/** Any S3-compatible service, by signed requests of its own: an SDK would weigh more than all of our code. */
export function s3Blobs(settings: S3Settings, timers: Pick<Timers, 'after'>): Blobs {
  const { endpoint, bucket, idleMs = 30_000, totalMs = 13 * 60_000, ...credentials } = settings;
  const urlOf = (name: string) => `${endpoint.replace(/\/$/, '')}/${bucket}/${name}`;
  const open = endpoint.startsWith('https:') ? httpsRequest : httpRequest;

  const call = async (
    method: 'GET' | 'PUT' | 'DELETE',
    name: string,
    body?: { readonly bytes: AsyncIterable<Uint8Array>; readonly size: number },
  ): Promise<IncomingMessage> => {
    const signer = new AwsV4Signer({
      ...credentials,
      method,
      url: urlOf(name),
      service: 's3',
      headers: {
        'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
        ...(body !== undefined && {
          'content-length': String(body.size),
          'content-type': 'application/octet-stream',
        }),
      },
    });
    const { url, headers } = await signer.sign();
    const sent = open(url, { method, headers: Object.fromEntries(headers), timeout: idleMs });
    endInTime(sent, { timers, idleMs, totalMs });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      sent.once('response', resolve);
      // more than one may come
      sent.on('error', reject);
    });
    if (body === undefined) sent.end();
    else {
      const writing = pipeline(Readable.from(exactly(body)), sent);
      await Promise.race([answered, writing.then(() => answered)]).catch(async (error: unknown) => {
        sent.destroy();
        await answered.catch(() => undefined);
        throw error;
      });
      await writing;
    }
    return answered;
  };

  return {
    async write(name, bytes, size) {
      const answer = await call('PUT', name, { bytes, size });
      answer.resume();
      if (answer.statusCode !== 200) throw refusal('PUT', answer);
    },

    async read(name) {
      const answer = await call('GET', name);
      if (answer.statusCode === 200) return answer;
      answer.resume();
      if (answer.statusCode === 404) return undefined;
      throw refusal('GET', answer);
    },

    async remove(name) {
      const answer = await call('DELETE', name);
      answer.resume();
      if (![200, 204, 404].includes(answer.statusCode ?? 0)) throw refusal('DELETE', answer);
    },
  };
}

/** A socket that shows life is no answer: there are ends that no byte puts off. */
function endInTime(sent: ClientRequest, { timers, idleMs, totalMs }: Patience): void {
  const end = (why: string) => () => sent.destroy(new Error(`The blob store ${why}`));
  const cancels = [timers.after(totalMs, end('took too long'))];
  sent.once('timeout', end('fell silent'));
  sent.once('upgrade', (_, socket) => {
    socket.destroy();
    sent.emit('error', new Error('The blob store wants another protocol'));
  });
  sent.once('finish', () => {
    const answered = timers.after(idleMs, end('did not answer'));
    cancels.push(answered);
    sent.once('response', answered);
  });
  sent.once('close', () => {
    for (const cancel of cancels) cancel();
  });
}

async function* exactly({
  bytes,
  size,
}: {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly size: number;
}) {
  let passed = 0;
  for await (const chunk of bytes) {
    passed += chunk.length;
    if (passed > size) break;
    yield chunk;
  }
  // a body that is not as long as it was said to be is never taken
  if (passed !== size) throw new Error(`${passed} bytes came, not ${size}`);
}

const refusal = (method: string, { statusCode }: IncomingMessage) =>
  new Error(`The blob store answered ${method} with ${statusCode ?? 'nothing'}`);
