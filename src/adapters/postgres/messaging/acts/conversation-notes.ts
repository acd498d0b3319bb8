import { z } from 'zod';
import type {
  ConversationNotes,
  NoteView,
} from '../../../../application/ports/messaging/conversation-notes.ts';
import type { ListPlace } from '../../../../application/ports/messaging/conversations.ts';
import { noteId } from '../../../../domain/inbox/conversation-note.ts';
import { conversationId } from '../../../../domain/messaging/message.ts';
import { lockConversation } from '../notices.ts';
import { isBehind, placeOf, placeParts } from '../../list-place.ts';
import type { TenantPool } from '../../pool.ts';
import { inTenant, queryInTenant } from '../../transaction.ts';

const noteRow = z
  .object({
    conversation_id: z.string().transform(conversationId),
    id: z.string().transform(noteId),
    content: z.string(),
    written_by: z.string(),
    created_at: z.date(),
    place: z.string().transform((place) => place as ListPlace),
  })
  .transform((row): NoteView => ({
    id: row.id,
    conversationId: row.conversation_id,
    text: row.content,
    writtenBy: row.written_by,
    createdAt: row.created_at,
    place: row.place,
  }));

/** Of conversation $2 of clinic $1: `root`, where it goes on after merges, and `part`, all that went into that one. */
const whereItGoesOn = `
with recursive up as (
  select id, merged_into from whatsapp_conversations_improved where clinic_id = $1 and id = $2
  union
  select next.id, next.merged_into
  from up
  join whatsapp_conversations_improved as next on next.clinic_id = $1 and next.id = up.merged_into
), root as (
  select id from up where merged_into is null
), part as (
  select id from root
  union
  select next.id
  from part
  join whatsapp_conversations_improved as next on next.clinic_id = $1 and next.merged_into = part.id
)`;

const columns = `n.id, n.content, n.written_by, n.created_at, ${placeOf('n.created_at', 'n.id')} as place`;

const addStatement = `
${whereItGoesOn}
insert into conversation_notes (clinic_id, id, conversation_id, content, written_by, created_at)
select $1, $3, root.id, $4, $5, clock_timestamp() from root
on conflict (clinic_id, id) do nothing`;

const oneStatement = `
${whereItGoesOn}
select root.id as conversation_id, ${columns}
from root
join conversation_notes as n on n.clinic_id = $1 and n.id = $3 and n.conversation_id in (select id from part)`;

/** One row without a note where the conversation has none. */
const listStatement = `
${whereItGoesOn}
select root.id as conversation_id, note.*
from root
left join lateral (
  select ${columns}
  from conversation_notes as n
  where n.clinic_id = $1 and n.conversation_id in (select id from part)
    and ${isBehind('n.created_at', 'n.id', '$4', '$5')}
  order by n.created_at desc, n.id desc
  limit $3
) as note on true
order by note.created_at desc, note.id desc`;

export const postgresConversationNotes = (tenants: TenantPool): ConversationNotes => ({
  add: ({ clinicId, conversationId: asked, id, text, writtenBy }) =>
    inTenant(tenants, clinicId, async (client) => {
      // an erasure under way ends first, and then there is nothing to note at
      await lockConversation(client, clinicId, asked);
      await client.query(addStatement, [clinicId, asked, id, text, writtenBy]);
      const { rows } = await client.query(oneStatement, [clinicId, asked, id]);
      return noteRow.optional().parse(rows[0]);
    }),

  async list({ clinicId, conversationId: asked, limit, after }) {
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: listStatement,
      values: [clinicId, asked, limit, ...placeParts(after)],
    });
    if (rows.length === 0) return undefined;
    return z.array(noteRow).parse(rows.filter(({ id }) => id !== null));
  },

  remove: ({ clinicId, conversationId: asked, id }, check) =>
    inTenant(tenants, clinicId, async (client) => {
      const { rows } = await client.query(oneStatement, [clinicId, asked, id]);
      const note = noteRow.optional().parse(rows[0]);
      if (note === undefined) return undefined;
      check(note);
      const { rowCount } = await client.query(
        'delete from conversation_notes where clinic_id = $1 and id = $2',
        [clinicId, id],
      );
      return rowCount === 1 ? note : undefined;
    }),
});
