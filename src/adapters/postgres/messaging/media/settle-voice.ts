import type { PoolClient } from 'pg';
import { z } from 'zod';
import {
  deletedVoice,
  type ClaimedVoice,
  type VoiceEnd,
  type VoiceSettlement,
} from '../../../../application/ports/media/voice-notes.ts';
import type { ConversationId } from '../../../../domain/messaging/message.ts';
import { afterListening } from '../../../../domain/messaging/turn-lease.ts';
import type { TenantPool } from '../../pool.ts';
import { inTenant } from '../../transaction.ts';
import { readConversation, saveConversation } from '../conversation-rows.ts';
import { lockConversation } from '../notices.ts';

const messageRow = z.object({ awaits_turn: z.boolean(), created_at: z.date() });

export const settleVoice = (
  tenants: TenantPool,
  voice: ClaimedVoice,
  wanted: VoiceSettlement,
): Promise<boolean> =>
  inTenant(tenants, voice.clinicId, async (client) => {
    if (wanted.to === 'retry') return putBack(client, voice, wanted);
    // before everything in it, as everywhere
    const place = await lockConversation(client, voice.clinicId, voice.conversationId);
    const settlement = (await isDeleted(client, voice)) ? deletedVoice : wanted;
    const { to } = settlement;
    const heard =
      to === 'heard' ? { text: settlement.text, code: null } : { text: null, code: settlement.code };
    const { rowCount } = await client.query(
      `update message_media
       set transcript_state = $4, transcript = $5, transcript_code = $6, transcript_due_at = null,
         transcript_lease_until = null
       where clinic_id = $1 and message_id = $2 and transcript_lease_token = $3 and transcript_lease_until is not null`,
      [voice.clinicId, voice.messageId, voice.leaseToken, to, heard.text, heard.code],
    );
    if (rowCount !== 1) return false;
    await goOnAfterListening(client, voice, place, settlement);
    return true;
  });

async function putBack(
  client: PoolClient,
  { clinicId, messageId, leaseToken }: ClaimedVoice,
  { ms, code }: Extract<VoiceSettlement, { to: 'retry' }>,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update message_media
     set transcript_due_at = now() + $4 * interval '1 ms', transcript_code = $5, transcript_lease_until = null,
       transcript_attempts = transcript_attempts + 1
     where clinic_id = $1 and message_id = $2 and transcript_lease_token = $3 and transcript_lease_until is not null`,
    [clinicId, messageId, leaseToken, ms, code],
  );
  return rowCount === 1;
}

/** The conversation is locked: a deletion comes before or after. */
async function isDeleted(
  client: PoolClient,
  { clinicId, messageId }: Pick<ClaimedVoice, 'clinicId' | 'messageId'>,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from whatsapp_messages_improved as message
     join whatsapp_messages_improved as revoke
       on revoke.clinic_id = message.clinic_id and revoke.conversation_id = message.conversation_id
         and revoke.about_meta_message_id = message.meta_message_id and revoke.direction = message.direction
     where message.clinic_id = $1 and message.id = $2 and revoke.type = 'revoke'`,
    [clinicId, messageId],
  );
  return rowCount !== 0;
}

/** The conversation is locked already. */
export async function goOnAfterListening(
  client: PoolClient,
  { clinicId, messageId }: Pick<ClaimedVoice, 'clinicId' | 'messageId'>,
  place: ConversationId,
  settlement: VoiceEnd,
): Promise<void> {
  const isHeard = settlement.to === 'heard';
  const isDanger = isHeard && settlement.isDanger;
  const { rows } = await client.query(
    `update whatsapp_messages_improved as m
     set awaits_turn = m.awaits_turn or $3
     from whatsapp_messages_improved as before
     where m.clinic_id = $1 and m.id = $2 and before.clinic_id = m.clinic_id and before.id = m.id
     returning before.awaits_turn, m.created_at`,
    [clinicId, messageId, isDanger],
  );
  const message = messageRow.optional().parse(rows[0]);
  const found = await readConversation(client, clinicId, place);
  if (message === undefined || found === undefined) return;
  const before = found.conversation;
  const listened = { isWaiting: message.awaits_turn, isHeard, isDanger, storedAt: message.created_at };
  const after = afterListening(before, listened, found.now);
  await saveConversation(client, clinicId, place, { before, after });
  if (after !== before) await client.query(`select pg_notify('atende_work', 'turn:0')`);
}
