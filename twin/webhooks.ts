import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

export type BusinessNumber = {
  readonly phoneNumberId: string;
  readonly displayNumber: string;
  readonly wabaId: string;
  readonly name: string;
};

const waitsMs = [0, 200, 1_000, 3_000, 10_000];
const timeoutMs = 10_000;

/** Sends webhooks as Meta does: escaped, signed over the escaped bytes, again on anything but 200. */
export function webhookSender(url: string, appSecret: string, stopped: AbortSignal) {
  /** `true` once somebody answered 200. */
  return async function send(number: BusinessNumber, field: string, parts: object): Promise<boolean> {
    const value = {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: number.displayNumber, phone_number_id: number.phoneNumberId },
      ...parts,
    };
    const body = escaped(
      JSON.stringify({
        object: 'whatsapp_business_account',
        entry: [{ id: number.wabaId, changes: [{ field, value }] }],
      }),
    );
    const signature = createHmac('sha256', appSecret).update(body).digest('hex');
    for (const wait of waitsMs) {
      try {
        await pause(wait, undefined, { signal: stopped });
        const answer = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
          body,
          signal: AbortSignal.any([stopped, AbortSignal.timeout(timeoutMs)]),
        });
        if (answer.status === 200) return true;
      } catch {
        if (stopped.aborted) return false;
      }
    }
    return false;
  };
}

/** Meta escapes beyond ASCII as lower-case `\uXXXX`, and slashes. */
const escaped = (json: string): string =>
  json
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
