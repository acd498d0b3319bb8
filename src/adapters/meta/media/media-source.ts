import { z } from 'zod';
import type { MediaSource, OpenedMedia } from '../../../application/ports/media/media-source.ts';
import type { Timers } from '../../../application/ports/system/timers.ts';
import type { MediaFailure } from '../../../domain/messaging/messages/media.ts';
import { given } from '../../../domain/given.ts';
import type { NumberPlace } from '../../../domain/connection/number-secret.ts';
import type { ReadToken } from '../access-token.ts';

type Settings = {
  readonly graphUrl: string;
  readonly version: string;
  readonly tokenOf: ReadToken<NumberPlace>;
  /** For an answer to begin. */
  readonly timeoutMs: number;
  /** Between two parts of a file, and for all of it. */
  readonly idleMs?: number;
  readonly totalMs?: number;
};

type Patience = {
  readonly timers: Pick<Timers, 'after'>;
  readonly idleMs: number;
  readonly totalMs: number;
};

/** Source: docs/vendors/meta.md#media. */
const metadata = z.looseObject({
  url: z.url(),
  file_size: z.coerce.number().int().min(0),
  sha256: z.string().optional(),
});

/** The only hosts, beside the Graph API's own, that are ever shown the token. */
const mediaHosts: ReadonlySet<string> = new Set(['lookaside.fbsbx.com']);
const largestAnswer = 64 * 1024;

/** Redirects are never followed: they would carry the token, or us, wherever somebody likes. */
export function metaMediaSource(settings: Settings, timers: Pick<Timers, 'after'>): MediaSource {
  const { graphUrl, version, tokenOf, timeoutMs, idleMs = 20_000, totalMs = 13 * 60_000 } = settings;
  const base = new URL(graphUrl);
  const isMetas = (url: URL): boolean =>
    url.origin === base.origin ||
    (url.protocol === 'https:' && url.port === '' && mediaHosts.has(url.hostname));

  const call = async (
    url: URL,
    token: string,
  ): Promise<{ response: Response; abort: AbortController } | MediaFailure> => {
    const abort = new AbortController();
    const cancel = timers.after(timeoutMs, () => abort.abort());
    try {
      const response = await fetch(url, {
        headers: { authorization: `Bearer ${token}`, 'user-agent': 'atende' },
        redirect: 'manual',
        signal: abort.signal,
      });
      if (response.status === 200) return { response, abort };
      await response.body?.cancel().catch(() => undefined);
      return { code: `http-${response.status}`, lasting: isLasting(response.status) };
    } catch {
      return { code: abort.signal.aborted ? 'timeout' : 'connection-failed', lasting: false };
    } finally {
      cancel();
    }
  };

  return {
    async open({ mediaId, number }) {
      const access = await tokenOf(number);
      // another one may be set within the days that Meta keeps the file
      if ('missing' in access) return { failure: { code: `access-token-${access.missing}`, lasting: false } };
      const about = new URL(`${graphUrl.replace(/\/$/, '')}/${version}/${encodeURIComponent(mediaId)}`);
      if (number.phoneNumberId !== undefined) about.searchParams.set('phone_number_id', number.phoneNumberId);
      const answered = await call(about, access.token);
      if ('code' in answered) return { failure: answered };
      const described = metadata.safeParse(
        await jsonOf(answered.response, answered.abort, { timers, idleMs: timeoutMs, totalMs: timeoutMs }),
      );
      if (!described.success) return { failure: { code: 'answer-unreadable', lasting: false } };
      const url = new URL(described.data.url);
      if (!isMetas(url)) return { failure: { code: 'url-foreign', lasting: true } };
      const file = await call(url, access.token);
      // the URL lives five minutes; the next try asks for a new one
      if ('code' in file) return { failure: { ...file, lasting: false } };
      const { file_size: size, sha256 } = described.data;
      const bytes = within(file.response, file.abort, { timers, idleMs, totalMs });
      return { size, bytes, close: () => file.abort.abort(), ...given({ sha256 }) } satisfies OpenedMedia;
    },
  };
}

/** Tokens may be mended, and limits pass: only what Meta says of the file itself lasts. */
const isLasting = (status: number): boolean => status === 400 || status === 404 || status === 410;

async function jsonOf(response: Response, abort: AbortController, patience: Patience): Promise<unknown> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of within(response, abort, patience)) {
      length += part.length;
      if (length > largestAnswer) return undefined;
      parts.push(part);
    }
    return JSON.parse(Buffer.concat(parts).toString()) as unknown;
  } catch {
    return undefined;
  }
}

/** The body; it ends with an error where the other side falls silent or takes too long, and is left when nobody reads on. */
async function* within(
  response: Response,
  abort: AbortController,
  { timers, idleMs, totalMs }: Patience,
): AsyncGenerator<Uint8Array> {
  if (response.body === null) return;
  const total = timers.after(totalMs, () => abort.abort());
  let idle = timers.after(idleMs, () => abort.abort());
  try {
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      idle();
      yield chunk;
      idle = timers.after(idleMs, () => abort.abort());
    }
  } finally {
    idle();
    total();
    abort.abort();
  }
}
