import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

export type BusinessNumber = {
  readonly phoneNumberId: string;
  readonly displayNumber: string;
  readonly wabaId: string;
  readonly name: string;
};

/** One change of a webhook; the number's metadata is added where the value has none. */
export type Change = {
  readonly field: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** The first number when absent. */
  readonly phoneNumberId?: string;
};

type Manner = {
  readonly signature?: 'right' | 'wrong' | 'missing';
  readonly waitMs?: number;
};

export type WebhookSender = {
  /** One POST with these changes; its HTTP status, 0 when nobody answered. */
  post(changes: readonly Change[], manner?: Manner): Promise<number>;
  /** Posts it again on anything but 200, as Meta does; `true` once it was taken. */
  insist(changes: readonly Change[]): Promise<boolean>;
};

const waitsMs = [0, 200, 1_000, 3_000, 10_000];
const timeoutMs = 10_000;

type Options = {
  readonly url: string;
  readonly appSecret: string;
  readonly numbers: readonly BusinessNumber[];
  readonly stopped: AbortSignal;
};

/** Sends webhooks as Meta does: escaped, and signed over the escaped bytes. */
export function webhookSender({ url, appSecret, numbers, stopped }: Options): WebhookSender {
  let told = 0;
  /** Of news, Meta's time tells one from the same again; ours are a second apart. Messages have ids. */
  const timeOf = (field: string) => {
    if (field === 'messages') return {};
    told = Math.max(Math.floor(Date.now() / 1_000), told + 1);
    return { time: told };
  };
  const entryOf = ({ field, value, phoneNumberId }: Change) => {
    const number = numbers.find((each) => each.phoneNumberId === phoneNumberId) ?? numbers[0];
    const metadata = {
      display_phone_number: number?.displayNumber,
      phone_number_id: number?.phoneNumberId,
    };
    return {
      id: number?.wabaId ?? '0',
      ...timeOf(field),
      changes: [{ field, value: { messaging_product: 'whatsapp', metadata, ...value } }],
    };
  };

  const bodyOf = (changes: readonly Change[]) =>
    escaped(JSON.stringify({ object: 'whatsapp_business_account', entry: changes.map(entryOf) }));

  const send = async (body: string, { signature = 'right', waitMs = 0 }: Manner = {}) => {
    const key = signature === 'wrong' ? `${appSecret}?` : appSecret;
    const hmac = createHmac('sha256', key).update(body).digest('hex');
    try {
      await pause(waitMs, undefined, { signal: stopped });
      const answer = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(signature !== 'missing' && { 'x-hub-signature-256': `sha256=${hmac}` }),
        },
        body,
        signal: AbortSignal.any([stopped, AbortSignal.timeout(timeoutMs)]),
      });
      return answer.status;
    } catch {
      return 0;
    }
  };

  return {
    post: (changes, manner) => send(bodyOf(changes), manner),
    async insist(changes) {
      const body = bodyOf(changes);
      for (const waitMs of waitsMs) {
        if ((await send(body, { waitMs })) === 200) return true;
        if (stopped.aborted) return false;
      }
      return false;
    },
  };
}

/** Meta escapes beyond ASCII as lower-case escapes (`\u00e7`), and slashes. */
const escaped = (json: string): string =>
  json
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
