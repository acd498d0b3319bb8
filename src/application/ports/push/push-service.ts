import type { PushEndpoint } from '../../../domain/inbox/browser-subscription.ts';
import type { PushMessage } from '../../../domain/inbox/push-message.ts';

export type PushParcel = {
  readonly endpoint: PushEndpoint;
  readonly message: PushMessage;
  /** How long a push service keeps it for a browser that is away. */
  readonly keptSeconds: number;
};

/**
 * `gone`: the browser takes no more, ever. `failed`: it may have arrived all the same. `isRefused`: the other side, or we,
 * say no to this one, and asking again hardly helps.
 */
export type PushReceipt =
  | { readonly outcome: 'delivered' }
  | { readonly outcome: 'gone'; readonly code: string }
  | {
      readonly outcome: 'failed';
      readonly code: string;
      readonly isRefused: boolean;
      readonly retryAfterMs?: number;
    };

/** Brings messages to browsers that nobody has open. Contract: tests/contract/push/push-service.contract.ts */
export interface PushService {
  /** What a browser subscribes with, base64url; absent where the installation has no keys: then nothing is accepted. */
  readonly publicKey: string | undefined;
  /** Whether messages can be encrypted for it and may be sent there; where a name leads shows only when it is looked up. */
  accepts(endpoint: PushEndpoint): boolean;
  /** Never throws, never repeats, and ends in time whatever the other side does. */
  send(parcel: PushParcel): Promise<PushReceipt>;
}
