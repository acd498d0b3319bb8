import type { PoolClient } from 'pg';
import { z } from 'zod';
import type {
  ActOutcome,
  HumanActs,
  HumanReply,
} from '../../../../application/ports/messaging/human-acts.ts';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import { MessageNotFound } from '../../../../domain/messaging/conversation-errors.ts';
import {
  overtakenByHuman,
  type Conversation,
  type ConversationState,
} from '../../../../domain/messaging/conversation.ts';
import { afterHumanAct, attended, recall } from '../../../../domain/messaging/human-act.ts';
import { assignmentAfterAct } from '../../../../domain/inbox/assignment.ts';
import { isPhoneRequest } from '../../../../domain/messaging/sending/phone-request.ts';
import { messageId, type ConversationId, type MessageId } from '../../../../domain/messaging/message.ts';
import { readConversation, saveConversation } from '../conversation-rows.ts';
import { lockConversation } from '../notices.ts';
import { changeAssignment } from './conversation-assignments.ts';
import { markRead } from './reading.ts';
import { standingPhoneRequest } from './phone-requests.ts';
import { queueReply, referredBy } from './replies.ts';
import type { TenantPool } from '../../pool.ts';
import { inTenant } from '../../transaction.ts';

export const postgresHumanActs = (tenants: TenantPool): HumanActs => ({
  act: ({ clinicId, conversationId: asked, by, reply }, decide) =>
    inTenant(tenants, clinicId, async (client): Promise<ActOutcome | undefined> => {
      const conversationId = await lockConversation(client, clinicId, asked);
      const found = await readConversation(client, clinicId, conversationId);
      if (found === undefined) return undefined;
      const before = found.conversation;
      const untouched = {
        conversationId,
        state: stateOf(before),
        isRepeat: true,
        cancelled: [],
        onTheirWay: 0,
      };
      if (reply !== undefined && (await isStored(client, clinicId, reply))) return untouched;
      const standing =
        isPhoneRequest(reply?.content) && (await standingPhoneRequest(client, clinicId, conversationId));
      if (standing) {
        await saveConversation(client, clinicId, conversationId, { before, after: attended(before) });
        return { ...untouched, standing };
      }
      const unseen = await saidSince(client, clinicId, conversationId, reply?.seenUpTo);
      const referred = await referredBy(client, clinicId, conversationId, reply?.refersTo);
      const act = decide(untouched.state, unseen, referred);
      if (act === undefined) {
        await saveConversation(client, clinicId, conversationId, { before, after: attended(before) });
        return untouched;
      }
      const after = afterHumanAct(before, act, reply && found.now);
      await saveConversation(client, clinicId, conversationId, { before, after });
      await changeAssignment(client, clinicId, conversationId, (current, now) =>
        assignmentAfterAct(current, act.mode, by, now),
      );
      const answers = await cancelAnswers(client, clinicId, conversationId);
      if (reply !== undefined)
        await queueReply(
          client,
          { clinicId, conversationId, epoch: act.epoch },
          reply,
          referred?.metaMessageId,
        );
      return { conversationId, state: stateOf(after), isRepeat: false, ...answers };
    }),

  markRead: markRead(tenants),
});

/** More are not named: whoever has missed so many reads the conversation again. */
const mostUnseen = 50;

const stateOf = ({ mode, humanUntil, epoch, lastPatientMessageAt }: Conversation): ConversationState => ({
  mode,
  humanUntil,
  epoch,
  lastPatientMessageAt,
});

const openRows = z.array(
  z.object({ id: z.string(), origin: z.string(), status: z.enum(['queued', 'sending', 'unknown']) }),
);

async function saidSince(
  client: PoolClient,
  clinicId: ClinicId,
  conversation: ConversationId,
  seen: MessageId | undefined,
): Promise<readonly MessageId[]> {
  if (seen === undefined) return [];
  const { rows } = await client.query<{ id: string }>(
    `select m.id
     from whatsapp_messages_improved as seen
     join whatsapp_messages_improved as m
       on m.clinic_id = seen.clinic_id and m.conversation_id = seen.conversation_id
       and (m.created_at, m.id) >= (seen.created_at, seen.id)
     where seen.clinic_id = $1 and seen.conversation_id = $2 and seen.id = $3
       and (m.id = seen.id or m.status <> 'cancelled')
     order by m.created_at, m.id
     limit $4`,
    [clinicId, conversation, seen, mostUnseen],
  );
  const [first, ...later] = rows;
  if (first === undefined) throw new MessageNotFound(seen);
  return later.map(({ id }) => messageId(id));
}

async function isStored(client: PoolClient, clinicId: ClinicId, reply: HumanReply): Promise<boolean> {
  const { rows } = await client.query(
    'select from whatsapp_messages_improved where clinic_id = $1 and id = $2',
    [clinicId, reply.messageId],
  );
  return rows.length > 0;
}

async function cancelAnswers(client: PoolClient, clinicId: ClinicId, id: ConversationId) {
  const { rows } = await client.query(
    `select id, origin, status from whatsapp_messages_improved
     where clinic_id = $1 and conversation_id = $2 and direction = 'outbound'
       and status in ('queued', 'sending', 'unknown')
     order by id
     for no key update`,
    [clinicId, id],
  );
  const { cancelled, onTheirWay } = recall(openRows.parse(rows));
  const ids = cancelled.map((row) => messageId(row.id));
  if (ids.length > 0)
    await client.query(
      `update whatsapp_messages_improved
       set status = 'cancelled', next_attempt_at = null, error_code = $3, error_class = null, error_detail = null
       where clinic_id = $1 and id = any($2::uuid[])`,
      [clinicId, ids, overtakenByHuman],
    );
  return { cancelled: ids, onTheirWay };
}
