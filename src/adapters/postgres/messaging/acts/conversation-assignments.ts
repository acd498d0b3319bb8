import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { ConversationAssignments } from '../../../../application/ports/messaging/conversation-assignments.ts';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import { assigned, type Assignment } from '../../../../domain/inbox/assignment.ts';
import type { ConversationId } from '../../../../domain/messaging/message.ts';
import { lockConversation } from '../notices.ts';
import type { TenantPool } from '../../pool.ts';
import { inTenant } from '../../transaction.ts';

export const assignmentColumns = { assigned_to: z.string().nullable(), assigned_at: z.date().nullable() };

export const assignmentOf = (row: {
  readonly assigned_to: string | null;
  readonly assigned_at: Date | null;
}): Assignment | undefined =>
  row.assigned_to === null || row.assigned_at === null
    ? undefined
    : { actor: row.assigned_to, since: row.assigned_at };

const currentRow = z.object({ ...assignmentColumns, now: z.date() });

/** Within the transaction that has locked the conversation. `undefined` when the clinic has no such conversation. */
export async function changeAssignment(
  client: Pick<PoolClient, 'query'>,
  clinicId: ClinicId,
  id: ConversationId,
  decide: (current: Assignment | undefined, now: Date) => Assignment | undefined,
): Promise<{ readonly assignment: Assignment | undefined } | undefined> {
  const { rows } = await client.query(
    `select assigned_to, assigned_at, now() as now from whatsapp_conversations_improved
     where clinic_id = $1 and id = $2`,
    [clinicId, id],
  );
  const row = currentRow.optional().parse(rows[0]);
  if (row === undefined) return undefined;
  const current = assignmentOf(row);
  const assignment = decide(current, row.now);
  if (assignment?.actor !== current?.actor)
    await client.query(
      `update whatsapp_conversations_improved set assigned_to = $3, assigned_at = $4
       where clinic_id = $1 and id = $2`,
      [clinicId, id, assignment?.actor, assignment?.since],
    );
  return { assignment };
}

/** Two conversations turn out to be one: who looked after either looks after it, the first before the other. */
export async function inheritAssignment(
  client: Pick<PoolClient, 'query'>,
  clinicId: ClinicId,
  from: ConversationId,
  to: ConversationId,
): Promise<void> {
  await client.query(
    `update whatsapp_conversations_improved as target
     set assigned_to = source.assigned_to, assigned_at = source.assigned_at
     from whatsapp_conversations_improved as source
     where source.clinic_id = $1 and source.id = $2 and source.assigned_to is not null
       and target.clinic_id = $1 and target.id = $3 and target.assigned_to is null`,
    [clinicId, from, to],
  );
}

export const postgresConversationAssignments = (tenants: TenantPool): ConversationAssignments => ({
  assign: ({ clinicId, conversationId: asked, to, memberId }) =>
    inTenant(tenants, clinicId, async (client) => {
      if (memberId !== undefined && !(await holdMember(client, clinicId, memberId))) return 'no-member';
      const conversationId = await lockConversation(client, clinicId, asked);
      const changed = await changeAssignment(client, clinicId, conversationId, (current, now) =>
        assigned(current, to, now),
      );
      return changed && { conversationId, ...changed };
    }),
});

/**
 * Until the end of the transaction nobody removes the member. Before the conversation is locked, as a removal does: it takes
 * the member first, and then whatever was theirs.
 */
async function holdMember(
  client: Pick<PoolClient, 'query'>,
  clinicId: ClinicId,
  userId: string,
): Promise<boolean> {
  const { rows } = await client.query(
    'select from clinic_members where clinic_id = $1 and user_id = $2 for key share',
    [clinicId, userId],
  );
  return rows.length > 0;
}
