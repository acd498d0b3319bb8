import type { Pool } from 'pg';
import { z } from 'zod';
import type {
  ClaimedMedia,
  MessageMedia,
  StoredMedia,
} from '../../../../application/ports/media/message-media.ts';
import { sealedToken } from '../../../../application/ports/connection/token-cipher.ts';
import { clinicId } from '../../../../domain/clinic/clinic.ts';
import { given } from '../../../../domain/given.ts';
import { conversationId, messageId } from '../../../../domain/messaging/message.ts';
import type { PhoneDigits } from '../../../../domain/messaging/people/phone-number.ts';
import { claimStatement } from '../../claims/claim-statement.ts';
import { rotatingClaim } from '../../claims/rotating-claim.ts';
import type { Pools } from '../../pool.ts';
import { queryInTenant } from '../../transaction.ts';
import { claimedMessage } from './claimed-message.ts';
import { settleMedia } from './settle-media.ts';
import { withPlace } from '../views/place-after-merges.ts';

const claimMedia = claimStatement(
  {
    table: 'message_media',
    key: ['message_id'],
    due: 'next_attempt_at',
    leaseUntil: 'lease_until',
    leaseToken: 'lease_token',
    columns: ['meta_media_id', 'declared_sha256', 'attempts', 'available_until', 'blob_id', 'lease_token'],
  },
  [
    'claimed.clinic_id, claimed.message_id, claimed.meta_media_id, claimed.declared_sha256, claimed.attempts',
    'claimed.available_until, claimed.lease_token',
    `claimed.clinic_id || '/' || claimed.blob_id || '/' || claimed.lease_token as blob`,
    `message.conversation_id, message.type = 'audio' and message.origin = 'patient' as is_voice`,
    'conversation.whatsapp_number, number.phone_number_id',
  ],
  claimedMessage,
);

const claimRow = z
  .object({
    clinic_id: z.string().transform(clinicId),
    message_id: z.string().transform(messageId),
    conversation_id: z.string().transform(conversationId),
    meta_media_id: z.string(),
    declared_sha256: z.string().nullable(),
    attempts: z.int(),
    available_until: z.date(),
    lease_token: z.int(),
    is_voice: z.boolean(),
    blob: z.string(),
    whatsapp_number: z.string().transform((digits) => digits as PhoneDigits),
    phone_number_id: z.string().nullable(),
  })
  .transform((row): ClaimedMedia => ({
    clinicId: row.clinic_id,
    messageId: row.message_id,
    conversationId: row.conversation_id,
    number: {
      clinicId: row.clinic_id,
      whatsappNumber: row.whatsapp_number,
      ...given({ phoneNumberId: row.phone_number_id ?? undefined }),
    },
    mediaId: row.meta_media_id,
    ...given({ declaredSha256: row.declared_sha256 ?? undefined }),
    attempts: row.attempts,
    availableUntil: row.available_until,
    blobName: row.blob,
    leaseToken: row.lease_token,
    isVoice: row.is_voice,
  }));

const findStatement = `
${withPlace}
select
  media.state, media.file_name, media.content_type, media.size, media.sealed_key, media.error_code,
  media.clinic_id || '/' || media.blob_id || '/' || media.lease_token as blob
from place
join whatsapp_messages_improved as message
  on message.clinic_id = place.clinic_id and message.conversation_id = place.id and message.id = $3
join message_media as media on media.clinic_id = message.clinic_id and media.message_id = message.id
where not exists (
  select from whatsapp_messages_improved as revoke
  where revoke.clinic_id = message.clinic_id and revoke.conversation_id = message.conversation_id
    and revoke.about_meta_message_id = message.meta_message_id and revoke.type = 'revoke'
    and revoke.direction = message.direction
)`;

const storedRow = z
  .object({
    state: z.enum(['due', 'stored', 'unavailable']),
    file_name: z.string().nullable(),
    content_type: z.string().nullable(),
    size: z.coerce.number().int().nullable(),
    sealed_key: z.string().nullable(),
    error_code: z.string().nullable(),
    blob: z.string(),
  })
  .transform((row): StoredMedia => ({
    state: row.state,
    blobName: row.blob,
    ...given({
      fileName: row.file_name ?? undefined,
      type: row.content_type ?? undefined,
      size: row.size ?? undefined,
      sealedKey: row.sealed_key === null ? undefined : sealedToken(row.sealed_key),
      errorCode: row.error_code ?? undefined,
    }),
  }));

function mediaClaims(pool: Pool): MessageMedia['claim'] {
  const claim = rotatingClaim(pool, 'claim-media', claimMedia);
  return async (limit, leaseMs) => z.array(claimRow).parse(await claim(limit, leaseMs));
}

/** Claims and blobs to be removed are about all clinics; what follows a claim is the work of one. */
export const postgresMessageMedia = ({ system, claims, tenants }: Pools): MessageMedia => ({
  claim: mediaClaims(claims),

  settle: (media, settlement, now) => settleMedia(tenants, media, settlement, now),

  async find({ clinicId: clinic, conversationId: conversation, messageId: message }) {
    const { rows } = await queryInTenant(tenants, clinic, {
      text: findStatement,
      values: [clinic, conversation, message],
    });
    return storedRow.optional().parse(rows[0]);
  },

  async hasUnavailable({ clinicId: clinic, conversationId: conversation }) {
    const { rowCount } = await queryInTenant(tenants, clinic, {
      text: `select from whatsapp_messages_improved as message
             join message_media as media on media.clinic_id = message.clinic_id and media.message_id = message.id
             where message.clinic_id = $1 and message.conversation_id = $2 and media.state = 'unavailable'
             limit 1`,
      values: [clinic, conversation],
    });
    return rowCount === 1;
  },

  async msUntilDue() {
    const { rows } = await system.query<{ ms: number | null }>(
      `select extract(epoch from min(next_attempt_at) - now())::float8 * 1000 as ms
       from message_media
       where next_attempt_at > now()`,
    );
    return rows[0]?.ms ?? undefined;
  },

  async deletedBlobs(limit) {
    const { rows } = await system.query<{ clinic_id: string; key: string }>(
      'select clinic_id, key from deleted_blobs order by deleted_at, key limit $1',
      [limit],
    );
    return rows.map(({ clinic_id, key }) => ({ clinicId: clinicId(clinic_id), name: key }));
  },

  async forgetBlobs(blobs) {
    await system.query(
      `delete from deleted_blobs
       where (clinic_id, key) in (select * from unnest($1::uuid[], $2::text[]))`,
      [blobs.map((blob) => blob.clinicId), blobs.map(({ name }) => name)],
    );
  },
});
