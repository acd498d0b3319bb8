import { randomBytes } from 'node:crypto';
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { MediaTarget } from '../../../application/ports/media/media-target.ts';
import type { Timers } from '../../../application/ports/system/timers.ts';
import type { NumberPlace } from '../../../domain/connection/number-secret.ts';
import type { MediaFailure } from '../../../domain/messaging/messages/media.ts';
import type { ReadToken } from '../access-token.ts';

type Settings = {
  readonly graphUrl: string;
  readonly version: string;
  readonly tokenOf: ReadToken<NumberPlace>;
  /** Without a byte for so long the call ends, and without an answer so long after all was sent. */
  readonly idleMs?: number;
  /** For all of a file. */
  readonly totalMs?: number;
};

/** Source: docs/vendors/meta.md#media. */
const uploaded = z.looseObject({ id: z.string().min(1).max(200) });
const largestAnswer = 64 * 1024;

/** Files go by as a stream; redirects are never followed with the token. */
export function metaMediaTarget(settings: Settings, timers: Pick<Timers, 'after'>): MediaTarget {
  const { graphUrl, version, tokenOf, idleMs = 30_000, totalMs = 13 * 60_000 } = settings;
  const base = `${graphUrl.replace(/\/$/, '')}/${version}`;
  const open = base.startsWith('https:') ? httpsRequest : httpRequest;

  return {
    async upload({ number, mimeType, fileName, size, bytes }) {
      if (number.phoneNumberId === undefined) return failed('number-without-phone-number-id', true);
      const access = await tokenOf(number).catch(() => undefined);
      if (access === undefined) return failed('access-token-not-read', false);
      if ('missing' in access) return failed(`access-token-${access.missing}`, false);
      const form = formAround({ mimeType, fileName, size, bytes });
      const call = open(`${base}/${encodeURIComponent(number.phoneNumberId)}/media`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${access.token}`,
          'content-type': `multipart/form-data; boundary=${form.boundary}`,
          'content-length': form.length,
        },
        timeout: idleMs,
      });
      endInTime(call, { timers, idleMs, totalMs });
      const answered = new Promise<IncomingMessage>((resolve, reject) => {
        call.once('response', resolve);
        call.on('error', reject);
      });
      const writing = pipeline(Readable.from(form.parts()), call);
      // an answer may come before all was sent
      writing.catch(() => undefined);
      try {
        const answer = await Promise.race([answered, writing.then(() => answered)]);
        const body = await bodyOf(answer);
        const read = uploaded.safeParse(body);
        const { statusCode = 0 } = answer;
        if (statusCode >= 200 && statusCode < 300 && read.success) return { mediaId: read.data.id };
        // what Meta says of the file itself lasts; tokens may be mended, and limits pass
        return failed(`http-${statusCode}`, statusCode === 400 || statusCode === 413);
      } catch {
        return failed('transfer-failed', false);
      } finally {
        await answered.catch(() => undefined);
        call.destroy();
      }
    },
  };
}

const failed = (code: string, lasting: boolean): { readonly failure: MediaFailure } => ({
  failure: { code, lasting },
});

type File = {
  readonly mimeType: string;
  readonly fileName: string;
  readonly size: number;
  readonly bytes: AsyncIterable<Uint8Array>;
};

/** A multipart form around the file, whose length is known before. */
function formAround({ mimeType, fileName, size, bytes }: File) {
  const boundary = `atende-${randomBytes(12).toString('hex')}`;
  const field = (name: string, value: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  // the message says the name; here it only tells Meta that this part is a file
  const named = fileName.replace(/[^\w .-]/g, '_').slice(0, 100);
  const head = Buffer.from(
    `${field('messaging_product', 'whatsapp')}${field('type', mimeType)}--${boundary}\r\n` +
      `content-disposition: form-data; name="file"; filename="${named}"\r\ncontent-type: ${mimeType}\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    boundary,
    length: head.length + size + tail.length,
    async *parts() {
      yield head;
      yield* bytes;
      yield tail;
    },
  };
}

type Patience = {
  readonly timers: Pick<Timers, 'after'>;
  readonly idleMs: number;
  readonly totalMs: number;
};

/** A socket that shows life is no answer: there are ends that no byte puts off. */
function endInTime(call: ClientRequest, { timers, idleMs, totalMs }: Patience): void {
  const end = () => call.destroy(new Error('The upload took too long'));
  const cancels = [timers.after(totalMs, end)];
  call.once('timeout', end);
  call.once('finish', () => cancels.push(timers.after(idleMs, end)));
  call.once('close', () => {
    for (const cancel of cancels) cancel();
  });
}

/** `undefined` for a body that is cut off, too large or no JSON. */
async function bodyOf(answer: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of answer as AsyncIterable<Buffer>) {
      length += part.length;
      if (length > largestAnswer) return undefined;
      parts.push(part);
    }
    return JSON.parse(Buffer.concat(parts).toString()) as unknown;
  } catch {
    return undefined;
  }
}
