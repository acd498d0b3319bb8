import { randomBytes } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import { z } from 'zod';
import { invalid, notFound } from '../errors.ts';
import type { Calendar, Calendars } from './calendars.ts';

type Channel = {
  readonly id: string;
  readonly resourceId: string;
  readonly calendar: Calendar;
  /** Only the account that made a channel may stop it. */
  readonly email: string;
  readonly address: string;
  readonly token: string | undefined;
  /** ms since the epoch. */
  readonly expiration: number;
  /** The calendar's revision that was told last. */
  told: number;
  messages: number;
};

const order = z.looseObject({
  id: z.string().regex(/^[A-Za-z0-9\-_+/=]{1,64}$/),
  type: z.literal('web_hook'),
  address: z.url(),
  token: z.string().max(256).optional(),
  expiration: z.coerce.number().optional(),
  params: z.object({ ttl: z.string().optional() }).optional(),
});
const named = z.looseObject({ id: z.string(), resourceId: z.string() });

const usualTtlS = 604_800;
const timeoutMs = 5_000;
/** After 500, 502, 503 and 504; Google waits longer. */
const retryMs = [200, 1_000];

type Needs = {
  readonly calendars: Calendars;
  readonly changes: EventEmitter;
  readonly clock: () => number;
  readonly isLost: () => boolean;
};

export type Channels = ReturnType<typeof openChannels>;

/** Push channels: a POST without a body to the product whenever a watched calendar has changed. */
export function openChannels({ calendars, changes, clock, isLost }: Needs) {
  const channels = new Map<string, Channel>();
  const stopping = new AbortController();

  const send = async (channel: Channel, state: 'sync' | 'exists', tries = 0): Promise<void> => {
    if (stopping.signal.aborted || (isLost() && state === 'exists')) return;
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(timeoutMs)]);
    const answer = await fetch(channel.address, {
      method: 'POST',
      headers: headersOf(channel, state),
      signal,
    }).catch(() => undefined);
    const wait = retryMs[tries];
    if (answer === undefined || answer.status < 500 || wait === undefined) return;
    setTimeout(() => void send(channel, state, tries + 1), wait).unref();
  };

  const tellAll = () => {
    for (const channel of channels.values()) {
      if (channel.expiration <= clock()) channels.delete(channel.id);
      else if (channel.told < channel.calendar.revision && calendars.get(channel.calendar.id)) {
        channel.told = channel.calendar.revision;
        channel.messages += 1;
        void send(channel, 'exists');
      }
    }
  };
  changes.on('change', tellAll);

  return {
    watch(email: string, calendar: Calendar, input: unknown): object {
      const asked = order.safeParse(input);
      if (!asked.success) return invalid(`Invalid value for: ${asked.error.issues[0]?.path.join('.') ?? ''}`);
      const { id, address, token, params } = asked.data;
      if (!isAllowed(address)) invalid('WebHook callback must be HTTPS.', 'push.webhookUrlNotHttps');
      if (channels.has(id)) invalid('Channel id not unique', 'channelIdNotUnique');
      const expiration = asked.data.expiration ?? clock() + Number(params?.ttl ?? usualTtlS) * 1_000;
      const channel: Channel = {
        ...{ id, calendar, email, address, token, expiration },
        resourceId: randomBytes(18).toString('base64url'),
        told: calendar.revision,
        messages: 1,
      };
      channels.set(id, channel);
      // may arrive before the answer
      void send(channel, 'sync');
      return {
        kind: 'api#channel',
        id,
        resourceId: channel.resourceId,
        resourceUri: uriOf(channel),
        ...(token !== undefined && { token }),
        expiration: String(expiration),
      };
    },
    stop(email: string, input: unknown): void {
      const asked = named.safeParse(input);
      if (!asked.success) return invalid('Required', 'required');
      const channel = channels.get(asked.data.id);
      if (channel?.resourceId !== asked.data.resourceId || channel.email !== email) notFound();
      channels.delete(asked.data.id);
    },
    /** Those that live. */
    all: () =>
      [...channels.values()]
        .filter(({ expiration }) => expiration > clock())
        .map(({ id, calendar, email, address, expiration, messages }) => ({
          ...{ id, calendarId: calendar.id, email, address, expiration, messages },
        })),
    close(): void {
      changes.off('change', tellAll);
      stopping.abort();
    },
  };
}

/** Google wants https and a public certificate; loopback stays on the machine. */
function isAllowed(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || hostname === 'localhost' || hostname === '127.0.0.1';
}

const uriOf = ({ calendar }: Channel): string =>
  `https://www.googleapis.com/calendar/v3/calendars/${encodeURIComponent(calendar.id)}/events?alt=json`;

const headersOf = (channel: Channel, state: string): Record<string, string> => ({
  'x-goog-channel-id': channel.id,
  ...(channel.token !== undefined && { 'x-goog-channel-token': channel.token }),
  'x-goog-channel-expiration': new Date(channel.expiration).toUTCString(),
  'x-goog-resource-id': channel.resourceId,
  'x-goog-resource-uri': uriOf(channel),
  'x-goog-resource-state': state,
  'x-goog-message-number': String(channel.messages),
  'user-agent': 'APIs-Google; (+https://developers.google.com/webmasters/APIs-Google.html)',
});
