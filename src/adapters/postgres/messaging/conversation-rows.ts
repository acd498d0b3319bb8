import type { PoolClient } from 'pg';
import { z } from 'zod';
import { attentionColumn, time } from './attention-column.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { Conversation } from '../../../domain/messaging/conversation.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';

const columns = {
  mode: 'mode',
  humanUntil: 'human_until',
  epoch: 'epoch',
  arrivals: 'arrivals',
  unread: 'unread',
  lastMessageAt: 'last_message_at',
  lastPatientMessageAt: 'last_patient_message_at',
  turnFirstAt: 'turn_first_at',
  turnDueAt: 'turn_due_at',
  turnLeaseUntil: 'turn_lease_until',
  turnLeaseToken: 'turn_lease_token',
  turnAttempts: 'turn_attempts',
  attention: 'attention',
  waitsForWindow: 'waits_for_window',
} as const satisfies Record<keyof Conversation, string>;
const keys = Object.keys(columns) as (keyof Conversation)[];

const count = z.coerce.number().int();
const conversationRow = z.object({
  mode: z.enum(['assistant', 'human']),
  humanUntil: time,
  epoch: count,
  arrivals: count,
  unread: count,
  lastMessageAt: time,
  lastPatientMessageAt: time,
  turnFirstAt: time,
  turnDueAt: time,
  turnLeaseUntil: time,
  turnLeaseToken: count,
  turnAttempts: count,
  attention: attentionColumn,
  waitsForWindow: z.boolean(),
  /** The database's clock: the one by which conversations are due and leased. */
  now: z.date(),
});

/** `undefined` when the clinic has no such conversation. Whoever decides something by it has locked it before. */
export async function readConversation(
  client: Pick<PoolClient, 'query'>,
  clinicId: ClinicId,
  id: ConversationId,
): Promise<{ readonly conversation: Conversation; readonly now: Date } | undefined> {
  const { rows } = await client.query(
    `select ${keys.map((key) => `${columns[key]} as "${key}"`).join(', ')}, now() as now
     from whatsapp_conversations_improved
     where clinic_id = $1 and id = $2`,
    [clinicId, id],
  );
  const found = conversationRow.optional().parse(rows[0]);
  if (found === undefined) return undefined;
  const { now, ...conversation } = found;
  return { conversation, now };
}

/** Only what has changed is written: a time that was only read has lost its microseconds. */
export async function saveConversation(
  client: Pick<PoolClient, 'query'>,
  clinicId: ClinicId,
  id: ConversationId,
  { before, after }: { readonly before: Conversation; readonly after: Conversation },
): Promise<void> {
  const changed = keys.filter((key) => before[key]?.valueOf() !== after[key]?.valueOf());
  if (changed.length === 0) return;
  await client.query(
    `update whatsapp_conversations_improved
     set ${changed.map((key, index) => `${columns[key]} = $${index + 3}`).join(', ')}
     where clinic_id = $1 and id = $2`,
    [clinicId, id, ...changed.map((key) => after[key])],
  );
}
