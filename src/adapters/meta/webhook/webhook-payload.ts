import type { WebhookItem } from '../../../domain/messaging/webhook-item.ts';
import { fieldsOf, idOf, listOf, objectOf } from './json-values.ts';
import { numberOf, unhandled, type Change, type Items } from './webhook-change.ts';
import { readValue } from './webhook-fields.ts';

/** Meta sends at most 1 000 updates in a body. */
const mostItems = 10_000;

/**
 * Splits the parsed body of a webhook into its items, in order. Never throws and never drops: what is not
 * understood comes back as `unhandled`, with at least one item for any body.
 * Source: docs/vendors/meta.md#envelope.
 */
export function readWebhook(body: unknown, receivedAt: Date): readonly WebhookItem[] {
  const envelope: Change = { field: '', entryId: '', entryTime: '', number: {}, receivedAt };
  const items: WebhookItem[] = [];
  for (const item of readBody(envelope, body)) {
    if (items.length === mostItems) return [...items, unhandled(envelope, 'too-many-items', body)];
    items.push(item);
  }
  return items;
}

function* readBody(envelope: Change, body: unknown): Items {
  const { object, entry } = fieldsOf(body);
  if (object !== 'whatsapp_business_account') return yield unhandled(envelope, 'not-a-whatsapp-object', body);
  const entries = listOf(entry);
  if (entries.length === 0) yield unhandled(envelope, 'body-empty', body);
  for (const each of entries) yield* readEntry(envelope, each);
}

function* readEntry(envelope: Change, entry: unknown): Items {
  if (objectOf(entry) === undefined) return yield unhandled(envelope, 'entry-malformed', entry);
  const { id, time, changes } = fieldsOf(entry);
  const within: Change = { ...envelope, entryId: idOf(id) ?? '', entryTime: idOf(time) ?? '' };
  const list = listOf(changes);
  if (list.length === 0) yield unhandled(within, 'entry-empty', entry);
  for (const change of list) {
    const { field, value } = fieldsOf(change);
    if (typeof field !== 'string') yield unhandled(within, 'change-malformed', change);
    else yield* readValue({ ...within, field, number: numberOf(value, within.entryId) }, value);
  }
}
