import { createECDH, createHash, ECDH } from 'node:crypto';
import { encrypt } from 'http_ece';
import { importJWK, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import type { PushParcel, PushReceipt, PushService } from '../../../application/ports/push/push-service.ts';
import type { Clock } from '../../../application/ports/system/clock.ts';
import type { PushEndpoint } from '../../../domain/inbox/browser-subscription.ts';
import { failed, postOutside, reachOfStrangers } from '../post-outside.ts';
import { servicePauses } from './service-pauses.ts';
import type { VapidKeys } from './vapid-keys.ts';

export type WebPushSettings = VapidKeys & {
  /** Whom a push service writes to when something is wrong: `mailto:` or `https:`. */
  readonly subject: string;
  /** For the whole exchange. */
  readonly timeoutMs: number;
  /** Outside production: `http:`, and push services on this machine. */
  readonly isOpen: boolean;
};

const authBytes = 16;
const pointBytes = 65;
const hour = 3_600_000;
/** A day is the most that is taken; clocks may differ. */
const tokenLifeMs = 12 * hour;
/** The same token serves all messages to one push service for so long. */
const tokenKeptMs = hour;
const mostServices = 100;

/**
 * Sends to browsers by their push services (RFC 8030), encrypted for the browser alone (RFC 8291) and signed with our keys
 * (RFC 8292).
 */
export function webPush({ clock, ...settings }: WebPushSettings & { readonly clock: Clock }): PushService {
  const authorization = makeAuthorization(settings, clock);
  const pauses = servicePauses(clock);
  return {
    publicKey: settings.publicKey,
    accepts: (endpoint) => keysOf(endpoint) !== undefined && urlOf(endpoint, settings.isOpen) !== undefined,
    async send({ endpoint, message, keptSeconds }: PushParcel): Promise<PushReceipt> {
      const keys = keysOf(endpoint);
      const target = urlOf(endpoint, settings.isOpen);
      if (keys === undefined || target === undefined) return failed('address-refused', true);
      const { url, reach } = target;
      const retryAfterMs = pauses.leftMs(url.origin);
      if (retryAfterMs > 0)
        return { outcome: 'failed', code: 'service-paused', isRefused: false, retryAfterMs };
      try {
        const sender = createECDH('prime256v1');
        sender.generateKeys();
        const payload = encrypt(Buffer.from(JSON.stringify(message)), {
          version: 'aes128gcm',
          privateKey: sender,
          dh: keys.publicKey,
          authSecret: keys.authSecret,
        });
        const headers = {
          'content-encoding': 'aes128gcm',
          'content-type': 'application/octet-stream',
          ttl: String(keptSeconds),
          urgency: 'high',
          topic: topicOf(message.tag),
          authorization: await authorization(url.origin),
        };
        const posted = await postOutside(url, { payload, headers, reach, timeoutMs: settings.timeoutMs });
        pauses.note(url.origin, posted.outcome === 'delivered' || posted.isRefused);
        return isGone(posted) ? { outcome: 'gone', code: posted.code } : posted;
      } catch {
        return failed('request-invalid', true);
      }
    },
  };
}

/** Where the installation has no keys. */
export const noWebPush: PushService = {
  publicKey: undefined,
  accepts: () => false,
  send: async () => failed('not-set-up', true),
};

const isGone = (posted: PushReceipt): posted is Extract<PushReceipt, { outcome: 'failed' }> =>
  posted.outcome === 'failed' && (posted.code === 'http-404' || posted.code === 'http-410');

/** A push service keeps one message of a topic: the later one. At most 32 letters. */
const topicOf = (tag: string) => createHash('sha256').update(tag).digest('base64url').slice(0, 32);

function urlOf({ url: written }: PushEndpoint, isOpen: boolean) {
  const url = URL.canParse(written) ? new URL(written) : undefined;
  const reach = url === undefined ? 'refused' : reachOfStrangers(url, isOpen);
  return url === undefined || reach === 'refused' ? undefined : { url, reach };
}

/** `undefined` where one of them is none. */
function keysOf({ publicKey, authSecret }: PushEndpoint) {
  const point = Buffer.from(publicKey, 'base64url');
  const secret = Buffer.from(authSecret, 'base64url');
  if (point.length !== pointBytes || secret.length !== authBytes) return undefined;
  try {
    // a point that is not on the curve could not be encrypted for
    ECDH.convertKey(point, 'prime256v1');
  } catch {
    return undefined;
  }
  return { publicKey: point, authSecret: secret };
}

/** What says who we are, to one push service. */
function makeAuthorization({ publicKey, privateKey, subject }: WebPushSettings, clock: Clock) {
  const point = Buffer.from(publicKey, 'base64url');
  const key = importJWK(
    {
      ...{ kty: 'EC', crv: 'P-256', d: privateKey },
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
    'ES256',
  );
  const kept = new LRUCache<string, { readonly text: string; readonly until: number }>({ max: mostServices });
  return async (audience: string): Promise<string> => {
    const now = clock.now().getTime();
    const known = kept.get(audience);
    // a clock that was set back makes a new one, too
    if (known !== undefined && now < known.until && known.until - now <= tokenKeptMs) return known.text;
    const token = await new SignJWT({ sub: subject })
      .setProtectedHeader({ typ: 'JWT', alg: 'ES256' })
      .setAudience(audience)
      .setExpirationTime(Math.floor((now + tokenLifeMs) / 1_000))
      .sign(await key);
    const text = `vapid t=${token}, k=${publicKey}`;
    kept.set(audience, { text, until: now + tokenKeptMs });
    return text;
  };
}
