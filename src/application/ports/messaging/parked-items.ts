import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { WebhookSigner } from '../../../domain/connection/webhook-signer.ts';
import type { WebhookItem } from '../../../domain/messaging/webhook-item.ts';

export type ParkedItemId = string & { readonly brand: 'ParkedItemId' };
export const parkedItemId = (value: string) => value as ParkedItemId;

export type ItemToPark = {
  readonly id: ParkedItemId;
  readonly clinicId?: ClinicId;
  /** Short and stable, e.g. `number-unknown`, `field:calls`. */
  readonly reason: string;
  readonly item: WebhookItem;
  /** Who signed the webhook; kept with the item the first time that it is parked. */
  readonly signer?: WebhookSigner;
  readonly requestId: string;
};

export type ParkedItem = {
  readonly id: ParkedItemId;
  readonly reason: string;
  readonly item: WebhookItem;
  /** Absent when an older program parked it. */
  readonly signer?: WebhookSigner;
  readonly receivedAt: Date;
};

/** `all`: of the whole installation; else what belongs to these clinics, or was sent to a number that is theirs now. */
export type ParkedReach = 'all' | readonly ClinicId[];

/** Without its content, which is as Meta sent it. */
export type ParkedItemView = Pick<ParkedItem, 'id' | 'reason' | 'receivedAt'> & {
  readonly clinicId?: ClinicId;
  readonly kind: WebhookItem['kind'];
  readonly phoneNumberId?: string;
  readonly displayNumber?: string;
  readonly requestId: string;
};

/** Webhook items that could not be routed or understood, kept raw. Contract: tests/contract/contracts/messaging/parked-items.contract.ts */
export interface ParkedItems {
  /**
   * Keeps each item once per dedupe key, with the latest reason while it is not resolved. For each given item that is not resolved yet (it is new, or was parked before
   * and nobody has dealt with it): under which id it is kept. Content and signer stay those of the first time.
   */
  park(items: readonly ItemToPark[]): Promise<ReadonlyMap<ParkedItemId, ParkedItemId>>;
  /** Unresolved statuses of this message that came before anybody knew its wamid. */
  statusesOf(clinicId: ClinicId, metaMessageId: string): Promise<readonly ParkedItem[]>;
  /** Unresolved items whose reason is one of these, oldest first, after `after`; everybody's without `reach`. */
  unresolved(
    reasons: readonly string[],
    limit: number,
    after?: Pick<ParkedItem, 'id' | 'receivedAt'>,
    reach?: ParkedReach,
  ): Promise<readonly ParkedItem[]>;
  /** Unresolved items, newest first, before `before`. */
  list(reach: ParkedReach, limit: number, before?: ParkedItemId): Promise<readonly ParkedItemView[]>;
  /** Clinics for which unresolved items of these reasons came to a number that is theirs and active now; at most `limit`. */
  addressees(reasons: readonly string[], limit: number): Promise<readonly ClinicId[]>;
  resolve(ids: readonly ParkedItemId[], now: Date): Promise<void>;
}
