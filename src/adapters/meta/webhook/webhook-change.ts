import type { BusinessNumberRef } from '../../../domain/clinic/clinic.ts';
import { phoneDigits } from '../../../domain/messaging/people/phone-number.ts';
import type { UnhandledItem, WebhookItem } from '../../../domain/messaging/webhook-item.ts';
import { digestOf } from './canonical-json.ts';
import { fieldsOf, idOf, objectOf, type JsonObject } from './json-values.ts';
import { given } from '../../../domain/given.ts';

/** Where an item of a webhook stands: what its readers need to know around it. */
export type Change = {
  readonly field: string;
  /** The WABA, except for partner events: see `account-events.ts`. */
  readonly entryId: string;
  /** As Meta gave it; not on every field. */
  readonly entryTime: string;
  readonly number: BusinessNumberRef;
  readonly receivedAt: Date;
};

/** Items one by one, so that a hostile body costs no more than the limit of items. */
export type Items = Generator<WebhookItem, void, undefined>;

/** The key of what has no id of its own. */
export const contentKey = ({ field, entryId, entryTime }: Change, raw: unknown): string =>
  `other:${digestOf([field, entryId, raw])}:${entryTime}`;

/** Keeps what we cannot use. The reason is a stable word: operators filter by it. */
export const unhandled = (
  change: Change,
  reason: string,
  raw: unknown,
  dedupeKey = contentKey(change, raw),
): UnhandledItem => ({
  kind: 'unhandled',
  number: change.number,
  ...(change.entryId !== '' && { wabaId: change.entryId }),
  reason,
  dedupeKey,
  raw,
});

/** One poisonous item must not cost its neighbours: Meta repeats a refused body for a week and then drops it. */
export function guarded(change: Change, reason: string, raw: unknown, read: () => WebhookItem): WebhookItem {
  try {
    return read();
  } catch {
    return unhandled(change, reason, raw);
  }
}

/**
 * The number an item was addressed to. Most values have `metadata`; these say it elsewhere
 * (docs/vendors/meta.md#envelope).
 */
export function numberOf(value: unknown, entryId: string): BusinessNumberRef {
  const fields = fieldsOf(value);
  const { metadata, recipient, phone_number_settings: settings } = fields;
  const number = ref(objectOf(metadata) ?? objectOf(recipient) ?? objectOf(settings) ?? fields);
  // of a number's own news `entry.id` is its business account; the dashboard's test sends say "0"
  const isKnown = number.phoneNumberId !== undefined && entryId !== '' && entryId !== '0';
  return isKnown ? { ...number, wabaId: entryId } : number;
}

function ref({ phone_number_id, display_phone_number, phone_number }: JsonObject): BusinessNumberRef {
  const phoneNumberId = idOf(phone_number_id);
  const displayNumber = phoneDigits(display_phone_number) ?? phoneDigits(phone_number);
  return {
    ...given({ phoneNumberId, displayNumber }),
  };
}
