import type { AlertMessage } from '../../../domain/alerting/alert-message.ts';

export type AlertParcel = {
  /** The same each time that one delivery is tried. */
  readonly deliveryId: string;
  /** A URL or an e-mail address. */
  readonly address: string;
  /** Chosen by whoever runs the installation, so it may be inside of its own network. */
  readonly isOperators: boolean;
  /** What webhooks are signed with. */
  readonly secret?: string;
  readonly message: AlertMessage;
};

/**
 * `failed`: it may have arrived all the same. `isRefused`: the other side, or we, say no to this one, and asking again
 * hardly helps.
 */
export type AlertReceipt =
  | { readonly outcome: 'delivered' }
  | {
      readonly outcome: 'failed';
      readonly code: string;
      readonly isRefused: boolean;
      readonly retryAfterMs?: number;
    };

/** Carries alerts out of the house. Contract: tests/contract/alerting/alert-channel.contract.ts */
export interface AlertChannel {
  /** Whether an address of a clinic may be sent to at all; where a name leads shows only when it is looked up. */
  accepts(address: string): boolean;
  /** Never throws, never repeats, and ends in time whatever the other side does. */
  send(parcel: AlertParcel): Promise<AlertReceipt>;
}
