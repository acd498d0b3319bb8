import { keySpaces } from '../../../domain/messaging/messages/dedupe-keys.ts';
import type { MessageOrigin, WebhookItem } from '../../../domain/messaging/webhook-item.ts';
import { digestOf } from './canonical-json.ts';
import { fieldsOf, idOf, objectOf, secondsOf, type JsonObject } from './json-values.ts';
import { messageContent } from './message-content.ts';
import { detailsOf, mediaOf } from './message-details.ts';
import { guarded, unhandled, type Change } from './webhook-change.ts';
import type { PartyOf } from './webhook-parties.ts';
import { isSomebody } from './webhook-people.ts';
import { identityChangeOf, withSharedPhone } from './webhook-system.ts';
import { given } from '../../../domain/given.ts';

export type Thread = { readonly origin: MessageOrigin; readonly partyOf: PartyOf };

/** One element of a list of messages; `message` differs from `raw` where Meta wraps the content. */
export const readMessage = (
  change: Change,
  thread: Thread,
  raw: unknown,
  message = objectOf(raw),
): WebhookItem =>
  guarded(change, 'message-malformed', raw, () =>
    message === undefined
      ? unhandled(change, 'message-malformed', raw)
      : receivedMessage(change, thread, raw, message),
  );

/**
 * A standby echo wraps the body that was sent: `{id, timestamp, message: {to, type, …}}`
 * (docs/vendors/meta.md#standby).
 */
export function readStandbyEcho(change: Change, thread: Thread, raw: unknown): WebhookItem {
  const { message, ...outer } = fieldsOf(raw);
  const sent = objectOf(message);
  return readMessage(change, thread, raw, sent === undefined ? objectOf(raw) : { ...sent, ...outer });
}

function receivedMessage(change: Change, thread: Thread, raw: unknown, message: JsonObject): WebhookItem {
  const metaMessageId = idOf(message['id']);
  // The media of an imported thread follow under the same id: a stored placeholder would turn them away.
  if (thread.origin === 'history' && message['type'] === 'media_placeholder')
    return unhandled(change, 'media-placeholder', raw, placeholderKey(metaMessageId));
  const { person: party, sentByClinic } = thread.partyOf(message);
  const content = messageContent(message);
  const identityChange = content.type === 'system' ? identityChangeOf(message) : undefined;
  const identified = withSharedPhone(party, message);
  const person = identityChange?.previous ?? identified;
  if (!isSomebody(person)) return unhandled(change, 'message-without-sender', raw);
  const seconds = secondsOf(message['timestamp']);
  const origin =
    thread.origin === 'patient' && idOf(message['group_id']) !== undefined ? 'group' : thread.origin;
  return {
    kind: 'message',
    number: change.number,
    origin,
    person,
    ...(sentByClinic && { sentByClinic }),
    ...given({ metaMessageId }),
    dedupeKey:
      metaMessageId === undefined
        ? `content:${person.phone ?? person.bsuid ?? ''}:${seconds ?? ''}:${digestOf(raw)}`
        : `${keySpace(origin, sentByClinic)}${metaMessageId}`,
    ...content,
    ...given({
      details: detailsOf(message, identified === party ? undefined : identified.phone),
      media: mediaOf(message),
    }),
    ...given({ quotesMetaMessageId: idOf(fieldsOf(message['context'])['id']) }),
    sentAt: seconds === undefined ? change.receivedAt : new Date(seconds * 1000),
    ...given({ identityChange }),
    raw,
  };
}

const placeholderKey = (id: string | undefined) => (id === undefined ? undefined : `placeholder:${id}`);

/** The same wamid may come to both sides of a handover, and as an echo (docs/vendors/meta.md#standby). */
function keySpace(origin: MessageOrigin, sentByClinic: boolean): string {
  if (origin === 'standby') return keySpaces.standby;
  return sentByClinic ? keySpaces.sent : keySpaces.received;
}
