import type { DeliveryStatus } from '../../../domain/messaging/delivery-status.ts';
import type { ReceivedStatus, WebhookItem } from '../../../domain/messaging/webhook-item.ts';
import { classifyStatusError } from '../send/error-codes.ts';
import {
  fieldsOf,
  idOf,
  integerOf,
  listOf,
  objectOf,
  secondsOf,
  textOf,
  wordOf,
  type JsonObject,
} from './json-values.ts';
import { guarded, unhandled, type Change } from './webhook-change.ts';
import { keptCallEvent } from './webhook-calls.ts';
import { seenAs, type Completed } from './webhook-people.ts';
import { given } from '../../../domain/given.ts';

const known: ReadonlySet<unknown> = new Set<DeliveryStatus>([
  'sent',
  'delivered',
  'read',
  'played',
  'failed',
]);
const isKnown = (word: unknown): word is DeliveryStatus => known.has(word);

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Source: docs/vendors/meta.md#statuses. */
export const readStatus = (change: Change, completed: Completed, raw: unknown): WebhookItem =>
  guarded(change, 'status-malformed', raw, () => {
    const status = objectOf(raw);
    if (status === undefined) return unhandled(change, 'status-malformed', raw);
    if (change.field === 'calls' || status['type'] === 'call') return keptCallEvent(change, raw);
    return receivedStatus(change, completed, status);
  });

function receivedStatus(change: Change, completed: Completed, raw: JsonObject): WebhookItem {
  const { status } = raw;
  const metaMessageId = idOf(raw['id']);
  if (metaMessageId === undefined || typeof status !== 'string')
    return unhandled(change, 'status-malformed', raw);
  const participant =
    idOf(raw['recipient_participant_id'] ?? raw['participant_recipient_id']) ??
    idOf(raw['recipient_participant_user_id']);
  const dedupeKey = `status:${metaMessageId}:${wordOf(status)}:${participant ?? ''}`;
  if (!isKnown(status)) return unhandled(change, `status-unknown:${wordOf(status)}`, raw, dedupeKey);
  const { biz_opaque_callback_data: tracker, errors } = raw;
  const seconds = secondsOf(raw['timestamp']);
  const error = firstError(errors);
  return {
    kind: 'status',
    number: change.number,
    metaMessageId,
    // Other apps on the account set trackers of their own.
    ...(typeof tracker === 'string' && uuid.test(tracker) && { outboundId: tracker.toLowerCase() }),
    status,
    at: seconds === undefined ? change.receivedAt : new Date(seconds * 1000),
    ...given({ error }),
    recipient: completed(participant === undefined ? recipientSeen(raw) : participantSeen(raw)),
    dedupeKey,
    raw,
  };
}

/** Both spellings of the parent id are in use: it was renamed on 5 May 2026. */
const recipientSeen = (raw: JsonObject) =>
  seenAs(
    raw['recipient_type'] === 'group' ? undefined : raw['recipient_id'],
    raw['recipient_user_id'],
    raw['recipient_parent_user_id'] ?? raw['parent_recipient_user_id'],
  );

const participantSeen = (raw: JsonObject) =>
  seenAs(
    raw['recipient_participant_id'] ?? raw['participant_recipient_id'],
    raw['recipient_participant_user_id'],
    raw['recipient_participant_parent_user_id'],
  );

function firstError(errors: unknown): ReceivedStatus['error'] {
  const { code, title, message } = fieldsOf(listOf(errors)[0]);
  const known = integerOf(code);
  if (known === undefined) return undefined;
  return { code: known, title: textOf(title) || textOf(message), class: classifyStatusError(known).class };
}
