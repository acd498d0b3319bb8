import type { FileId, OutgoingFiles } from '../../../../application/ports/media/outgoing-files.ts';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import type { Pools } from '../../pool.ts';
import { inTenant, queryInTenant } from '../../transaction.ts';
import { lockConversation } from '../notices.ts';

/** The same as of a message's file that was claimed once, which it becomes. */
const blobNameOf = (clinicId: ClinicId, id: FileId): string => `${clinicId}/${id}/1`;

/** Forgetting what was never sent is about all clinics. */
export const postgresOutgoingFiles = ({ system, tenants }: Pools): OutgoingFiles => ({
  begin: ({ clinicId, id, conversationId: asked, uploadedBy }) =>
    inTenant(tenants, clinicId, async (client) => {
      const conversationId = await lockConversation(client, clinicId, asked);
      const { rowCount } = await client.query(
        `insert into outgoing_files (clinic_id, id, conversation_id, uploaded_by)
         select clinic_id, $3, id, $4 from whatsapp_conversations_improved where clinic_id = $1 and id = $2`,
        [clinicId, conversationId, id, uploadedBy],
      );
      return rowCount === 1 ? { blobName: blobNameOf(clinicId, id) } : undefined;
    }),

  async complete({ clinicId, id }, { kind, mimeType, fileName, isVoice, size, sha256, sealedKey }) {
    const { rowCount } = await queryInTenant(tenants, clinicId, {
      text: `update outgoing_files
       set kind = $3, mime_type = $4, file_name = $5, is_voice = $6, size = $7, sha256 = $8, sealed_key = $9
       where clinic_id = $1 and id = $2 and sealed_key is null`,
      values: [clinicId, id, kind, mimeType, fileName, isVoice, size, sha256, sealedKey],
    });
    return rowCount === 1;
  },

  async forget({ clinicId, id }) {
    await queryInTenant(tenants, clinicId, {
      text: 'delete from outgoing_files where clinic_id = $1 and id = $2',
      values: [clinicId, id],
    });
  },

  async forgetUnsent(before, limit) {
    const { rowCount } = await system.query(
      `delete from outgoing_files
       where (clinic_id, id) in (
         select clinic_id, id from outgoing_files where created_at < $1 order by created_at limit $2
       )`,
      [before, limit],
    );
    return rowCount ?? 0;
  },
});
