import type { MessageOrigin } from '../../../domain/messaging/webhook-item.ts';
import { numberFields, readAccountUpdate, readNumberNews } from './account-events.ts';
import { fieldsOf, listOf, wordOf, type JsonObject } from './json-values.ts';
import { unhandled, type Change, type Items } from './webhook-change.ts';
import { readHistory } from './webhook-history.ts';
import { readMessage, readStandbyEcho, type Thread } from './webhook-messages.ts';
import { echoParty, historyParty, patientParty } from './webhook-parties.ts';
import { readTemplateEvent, templateFields } from './template-events.ts';
import { readPreferences } from './webhook-preferences.ts';
import { contactsBook, type Completed } from './webhook-people.ts';
import { readCall } from './webhook-calls.ts';
import { readStatus } from './webhook-statuses.ts';

/** What `messages` means in each field that carries threads; no other field is searched for messages. */
const originOfMessages: ReadonlyMap<string, MessageOrigin> = new Map([
  ['messages', 'patient'],
  ['calls', 'patient'],
  ['standby', 'standby'],
  ['history', 'history'],
  ['smb_message_echoes', 'staff'],
  ['message_echoes', 'staff'],
]);

/** Everything in the value of one change: at least one item. */
export function* readValue(change: Change, value: unknown): Items {
  const origin = originOfMessages.get(change.field);
  if (templateFields.has(change.field)) return yield readTemplateEvent(change, value);
  if (change.field === 'user_preferences') return yield* readPreferences(change, value);
  if (change.field === 'account_update') return yield readAccountUpdate(change, value);
  if (numberFields.has(change.field)) return yield readNumberNews(change, value);
  if (origin === undefined) return yield unhandled(change, `field:${wordOf(change.field)}`, value);
  let isEmpty = true;
  for (const item of readThreads(change, origin, fieldsOf(value))) {
    isEmpty = false;
    yield item;
  }
  if (isEmpty) yield unhandled(change, 'value-empty', value);
}

/** One value may hold several kinds of news at once, whatever its field. */
function* readThreads(change: Change, origin: MessageOrigin, value: JsonObject): Items {
  const completed = contactsBook(listOf(value['contacts']));
  yield* readLists(change, threadOf(change, origin, completed), completed, value);
  const echoes = threadOf(change, 'staff', completed);
  for (const echo of listOf(value['message_echoes'])) yield readMessage(change, echoes, echo);
  for (const copy of listOf(value['standby'])) yield* readStandby(change, value, fieldsOf(copy));
  for (const chunk of listOf(value['history'])) yield* readHistory(change, completed, chunk);
  for (const call of listOf(value['calls'])) yield readCall(change, completed, call);
}

/** Copies of a thread that another owner holds, one level deeper than usual (docs/vendors/meta.md#standby). */
function* readStandby(change: Change, value: JsonObject, copy: JsonObject): Items {
  const completed = contactsBook([...listOf(value['contacts']), ...listOf(copy['contacts'])]);
  yield* readLists(change, threadOf(change, 'standby', completed), completed, copy);
  const echoes: Thread = { origin: 'standby', partyOf: echoParty(completed, change.number) };
  for (const echo of listOf(copy['message_echoes'])) yield readStandbyEcho(change, echoes, echo);
}

function* readLists(
  change: Change,
  thread: Thread,
  completed: Completed,
  { messages, statuses, errors }: JsonObject,
): Items {
  const received = listOf(messages);
  for (const message of received) yield readMessage(change, thread, message);
  for (const status of listOf(statuses)) yield readStatus(change, completed, status);
  // Beside messages they explain one of them.
  if (received.length === 0 && listOf(errors).length > 0) yield unhandled(change, 'value-errors', errors);
}

function threadOf(change: Change, origin: MessageOrigin, completed: Completed): Thread {
  if (origin === 'staff') return { origin, partyOf: echoParty(completed, change.number) };
  if (origin === 'history') return { origin, partyOf: historyParty({}, completed, change.number) };
  return { origin, partyOf: patientParty(completed) };
}
