import { createHmac } from 'node:crypto';
import type { AlertChannel, AlertParcel } from '../../../application/ports/alerting/alert-channel.ts';
import type { Clock } from '../../../application/ports/system/clock.ts';
import { failed, postOutside, reachOfStrangers, type AddressReach } from '../post-outside.ts';

type Settings = {
  readonly clock: Clock;
  /** For the whole exchange. */
  readonly timeoutMs: number;
  /** Outside production: `http:`, and receivers on this machine. */
  readonly isOpen: boolean;
};

/**
 * Posts alerts as JSON. `Atende-Signature: t=<seconds>,v1=<hex>` is the HMAC-SHA256 of `<t>.<body>`. Follows no redirect and
 * reads no body. Every delivery has a connection of its own, so that every name is looked up, and judged, anew.
 */
export const alertWebhook = ({ clock, timeoutMs, isOpen }: Settings): AlertChannel => ({
  accepts(address) {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    return url !== undefined && reachOf(url, false, isOpen) !== 'refused';
  },
  async send(parcel) {
    const url = URL.canParse(parcel.address) ? new URL(parcel.address) : undefined;
    const reach = url === undefined ? 'refused' : reachOf(url, parcel.isOperators, isOpen);
    if (url === undefined || reach === 'refused') return failed('address-refused', true);
    const payload = Buffer.from(JSON.stringify(bodyOf(parcel)));
    const headers = headersOf(parcel, payload, clock.now());
    return postOutside(url, { payload, headers, reach, timeoutMs }).catch(() =>
      failed('request-invalid', true),
    );
  },
});

/** What an operator has chosen may be inside of the installation's own network. */
function reachOf(url: URL, isOperators: boolean, isOpen: boolean): AddressReach {
  if (!isOperators) return reachOfStrangers(url, isOpen);
  return url.protocol === 'https:' || (isOpen && url.protocol === 'http:') ? 'anywhere' : 'refused';
}

const headersOf = ({ deliveryId, secret }: AlertParcel, payload: Buffer, now: Date) => ({
  'content-type': 'application/json; charset=utf-8',
  'atende-delivery': deliveryId,
  ...(secret !== undefined && { 'atende-signature': signature(payload, secret, now) }),
});

/** What a receiver gets; `id` is the same each time that one delivery is tried. */
const bodyOf = ({ deliveryId, message }: Pick<AlertParcel, 'deliveryId' | 'message'>) => ({
  id: deliveryId,
  ...message,
  event: `alert.${message.event}`,
});

function signature(payload: Buffer, secret: string, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1_000);
  const mac = createHmac('sha256', secret).update(`${seconds}.`).update(payload).digest('hex');
  return `t=${seconds},v1=${mac}`;
}
