import type { Pool } from 'pg';
import { z } from 'zod';
import type { ClaimedUpload, MediaUploads } from '../../../../application/ports/media/media-uploads.ts';
import { sealedToken } from '../../../../application/ports/connection/token-cipher.ts';
import { clinicId } from '../../../../domain/clinic/clinic.ts';
import { given } from '../../../../domain/given.ts';
import { conversationId, messageId } from '../../../../domain/messaging/message.ts';
import type { PhoneDigits } from '../../../../domain/messaging/people/phone-number.ts';
import { claimStatement } from '../../claims/claim-statement.ts';
import { rotatingClaim } from '../../claims/rotating-claim.ts';
import type { Pools } from '../../pool.ts';
import { queryInTenant } from '../../transaction.ts';
import { settleUpload } from './settle-upload.ts';
import { claimedMessage } from './claimed-message.ts';

const claimUploads = claimStatement(
  {
    table: 'media_uploads',
    key: ['message_id'],
    due: 'next_attempt_at',
    leaseUntil: 'lease_until',
    leaseToken: 'lease_token',
    columns: ['mime_type', 'attempts', 'lease_token'],
  },
  [
    'claimed.clinic_id, claimed.message_id, claimed.mime_type, claimed.attempts, claimed.lease_token',
    'media.size, media.sealed_key, media.file_name',
    `media.clinic_id || '/' || media.blob_id || '/' || media.lease_token as blob`,
    'message.conversation_id, conversation.whatsapp_number, number.phone_number_id, clinics.simulation_mode',
  ],
  `
left join message_media as media
  on media.clinic_id = claimed.clinic_id and media.message_id = claimed.message_id
${claimedMessage}
left join lateral (select simulation_mode from clinics where clinics.id = claimed.clinic_id offset 0) as clinics on true`,
);

const claimRow = z
  .object({
    clinic_id: z.string().transform(clinicId),
    message_id: z.string().transform(messageId),
    conversation_id: z.string().transform(conversationId),
    mime_type: z.string(),
    attempts: z.int(),
    lease_token: z.int(),
    size: z.coerce.number().int(),
    sealed_key: z.string().transform(sealedToken),
    file_name: z.string(),
    blob: z.string(),
    whatsapp_number: z.string().transform((digits) => digits as PhoneDigits),
    phone_number_id: z.string().nullable(),
    simulation_mode: z.boolean(),
  })
  .transform((row): ClaimedUpload => ({
    clinicId: row.clinic_id,
    messageId: row.message_id,
    conversationId: row.conversation_id,
    number: {
      clinicId: row.clinic_id,
      whatsappNumber: row.whatsapp_number,
      ...given({ phoneNumberId: row.phone_number_id ?? undefined }),
    },
    blobName: row.blob,
    sealedKey: row.sealed_key,
    size: row.size,
    mimeType: row.mime_type,
    fileName: row.file_name,
    attempts: row.attempts,
    leaseToken: row.lease_token,
    simulation: row.simulation_mode,
  }));

function uploadClaims(pool: Pool): MediaUploads['claim'] {
  const claim = rotatingClaim(pool, 'claim-uploads', claimUploads);
  return async (limit, leaseMs) => z.array(claimRow).parse(await claim(limit, leaseMs));
}

const renewStatement = `
with held as (
  select clinic_id, id from whatsapp_messages_improved
  where clinic_id = $1 and id = $2 and lease_token = $3 and status = 'sending' and lease_until is not null
  for no key update
), renewed as (
  update media_uploads as u
  set meta_media_id = null, usable_until = null, attempts = 0, next_attempt_at = now(), lease_until = null
  from held
  where u.clinic_id = held.clinic_id and u.message_id = held.id
  returning u.clinic_id, u.message_id
), waiting as (
  update whatsapp_messages_improved as m
  set status = 'queued', next_attempt_at = null, lease_until = null, resends = m.resends + $4
  from renewed
  where m.clinic_id = renewed.clinic_id and m.id = renewed.message_id
)
select exists (select from renewed) as has_file from held`;

/** Claims are about all clinics; what follows a claim is the work of one. */
export const postgresMediaUploads = ({ system, claims, tenants }: Pools): MediaUploads => ({
  claim: uploadClaims(claims),

  settle: (upload, settlement, now) => settleUpload(tenants, upload, settlement, now),

  async renew({ clinicId: clinic, messageId: message, leaseToken, found }) {
    const { rows } = await queryInTenant<{ has_file: boolean }>(tenants, clinic, {
      text: renewStatement,
      values: [clinic, message, leaseToken, found === 'unknown' ? 1 : 0],
    });
    if (rows[0] === undefined) return 'lost';
    return rows[0].has_file ? 'renewed' : 'no-file';
  },

  async msUntilDue() {
    const { rows } = await system.query<{ ms: number | null }>(
      `select extract(epoch from min(next_attempt_at) - now())::float8 * 1000 as ms
       from media_uploads
       where next_attempt_at > now()`,
    );
    return rows[0]?.ms ?? undefined;
  },
});
