import type { WebhookItem } from '../../../domain/messaging/webhook-item.ts';
import { fieldsOf, listOf, secondsOf } from './json-values.ts';
import { contentKey, guarded, unhandled, type Change, type Items } from './webhook-change.ts';
import { contactsBook, isSomebody, seenAs } from './webhook-people.ts';

/** `signup`: they asked for messages who had not refused them. */
const wants: ReadonlyMap<unknown, boolean> = new Map([
  ['stop', false],
  ['resume', true],
  ['signup', true],
]);

/** What patients tapped in WhatsApp about the clinic's messages (docs/vendors/meta.md#opt-outs). */
export function* readPreferences(change: Change, value: unknown): Items {
  const { contacts, user_preferences: preferences } = fieldsOf(value);
  const completed = contactsBook(listOf(contacts));
  const all = listOf(preferences);
  if (all.length === 0) return yield unhandled(change, 'value-empty', value);
  for (const raw of all)
    yield guarded(change, 'preference-malformed', raw, (): WebhookItem => {
      const { wa_id, user_id, parent_user_id, category, value: said, timestamp } = fieldsOf(raw);
      const wantsMessages = category === 'marketing_messages' ? wants.get(said) : undefined;
      const seconds = secondsOf(timestamp);
      const person = completed(seenAs(wa_id, user_id, parent_user_id));
      if (wantsMessages === undefined || seconds === undefined || !isSomebody(person))
        return unhandled(change, 'preference-malformed', raw);
      // nobody has said anything after now: such a word could never be taken back
      const at = new Date(Math.min(seconds * 1_000, change.receivedAt.getTime()));
      const { number } = change;
      const dedupeKey = contentKey(change, raw);
      return { kind: 'preference', number, person, wantsMessages, at, dedupeKey, raw };
    });
}
