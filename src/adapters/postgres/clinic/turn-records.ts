import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { TurnRecordEntry, TurnRecords } from '../../../application/ports/assistant/turn-records.ts';
import { fromDatedJson, toDatedJson } from '../../../domain/assistant/model/dated-json.ts';
import type { KeptTurn } from '../../../domain/assistant/model/kept-turn.ts';
import { clinicId as clinicIdOf } from '../../../domain/clinic/clinic.ts';
import { conversationId as conversationIdOf, messageId } from '../../../domain/messaging/message.ts';
import type { TenantPool } from '../pool.ts';
import { inTenant, queryInTenant } from '../transaction.ts';

const entries = z.array(
  z
    .object({
      clinic_id: z.string(),
      conversation_id: z.string(),
      turn_id: z.string(),
      outcome: z.enum(['sent', 'overtaken', 'failed']),
      recorded_at: z.date(),
      kept: z.unknown(),
      reply_ids: z.array(z.string()),
    })
    .transform((row): TurnRecordEntry => ({
      clinicId: clinicIdOf(row.clinic_id),
      conversationId: conversationIdOf(row.conversation_id),
      turnId: row.turn_id,
      outcome: row.outcome,
      recordedAt: row.recorded_at,
      // written by us, in this very form
      kept: fromDatedJson(row.kept) as KeptTurn,
      replyIds: row.reply_ids.map(messageId),
    })),
);

const selected = `record.*, array(
  select id from whatsapp_messages_improved as message
  where message.clinic_id = record.clinic_id and message.conversation_id = record.conversation_id
    and message.turn_id = record.turn_id and message.direction = 'outbound'
  order by message.turn_position
) as reply_ids`;

type Added = Omit<TurnRecordEntry, 'recordedAt' | 'replyIds'>;

export async function insertTurnRecord(client: Pick<PoolClient, 'query'>, entry: Added): Promise<void> {
  await client.query(
    // a conversation that was erased meanwhile gets no record
    `insert into turn_records (turn_id, clinic_id, conversation_id, outcome, kept)
     select $1, clinic_id, id, $4, $5
     from whatsapp_conversations_improved
     where clinic_id = $2 and id = $3
     for share
     on conflict do nothing`,
    [
      entry.turnId,
      entry.clinicId,
      entry.conversationId,
      entry.outcome,
      JSON.stringify(toDatedJson(entry.kept)),
    ],
  );
}

export const postgresTurnRecords = (tenants: TenantPool): TurnRecords => ({
  addUnsent: (entry) => inTenant(tenants, entry.clinicId, (client) => insertTurnRecord(client, entry)),

  async ofConversation(clinicId, conversationId, limit, before) {
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: `select ${selected} from turn_records as record
       where conversation_id = $2 and clinic_id = $1 and ($4::uuid is null or turn_id < $4)
       order by turn_id desc
       limit $3`,
      values: [clinicId, conversationId, limit, before ?? null],
    });
    return entries.parse(rows);
  },

  async ofReply(clinicId, conversationId, replyId) {
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: `select ${selected} from turn_records as record
       where record.clinic_id = $1 and record.conversation_id = $2 and record.turn_id = (
         select turn_id from whatsapp_messages_improved
         where clinic_id = $1 and conversation_id = $2 and id = $3 and direction = 'outbound')`,
      values: [clinicId, conversationId, replyId],
    });
    return entries.parse(rows)[0];
  },

  async get(clinicId, turnId) {
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: `select ${selected} from turn_records as record where turn_id = $2 and clinic_id = $1`,
      values: [clinicId, turnId],
    });
    return entries.parse(rows)[0];
  },
});
