import type { Sighting } from '../../../domain/messaging/people/contact-identity.ts';
import { fieldsOf, listOf, textOf, type JsonObject } from './json-values.ts';
import { unhandled, type Change, type Items } from './webhook-change.ts';
import { readMessage } from './webhook-messages.ts';
import { historyParty } from './webhook-parties.ts';
import { isSomebody, seenAs, sighting, type Completed } from './webhook-people.ts';

/**
 * One element of `value.history`: a chunk of the threads on the clinic's own phone, or Meta's word that the clinic
 * does not share them (docs/vendors/meta.md#echoes-and-history).
 */
export function* readHistory(change: Change, completed: Completed, chunk: unknown): Items {
  const { threads, errors } = fieldsOf(chunk);
  const imported = listOf(threads);
  if (listOf(errors).length > 0) yield unhandled(change, 'history-errors', errors);
  else if (imported.length === 0) yield unhandled(change, 'history-empty', chunk);
  for (const thread of imported) {
    const messages = listOf(fieldsOf(thread)['messages']);
    if (messages.length === 0) yield unhandled(change, 'history-empty', thread);
    const partyOf = historyParty(patientOf(fieldsOf(thread)), completed, change.number);
    for (const message of messages) yield readMessage(change, { origin: 'history', partyOf }, message);
  }
}

function patientOf({ id, context }: JsonObject): Sighting {
  const { wa_id, user_id, parent_user_id, username } = fieldsOf(context);
  const named = seenAs(wa_id, user_id, parent_user_id);
  const profileName = textOf(username).replace(/^@/, '');
  return sighting({ ...(isSomebody(named) ? named : seenAs(id, undefined, undefined)), profileName });
}
