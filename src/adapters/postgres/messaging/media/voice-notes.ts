import type { Pool } from 'pg';
import { z } from 'zod';
import type { ClaimedVoice, VoiceNotes } from '../../../../application/ports/media/voice-notes.ts';
import { clinicId } from '../../../../domain/clinic/clinic.ts';
import { conversationId, messageId } from '../../../../domain/messaging/message.ts';
import { claimStatement } from '../../claims/claim-statement.ts';
import { rotatingClaim } from '../../claims/rotating-claim.ts';
import type { Pools } from '../../pool.ts';
import { settleVoice } from './settle-voice.ts';

const claimVoice = claimStatement(
  {
    table: 'message_media',
    key: ['message_id'],
    due: 'transcript_due_at',
    leaseUntil: 'transcript_lease_until',
    leaseToken: 'transcript_lease_token',
    // a lease that ran out is a failure: whoever held it may have died of the recording
    also: 'transcript_attempts = work.transcript_attempts + (work.transcript_lease_until is not null)::integer',
    columns: ['transcript_attempts', 'transcript_lease_token'],
  },
  [
    'claimed.clinic_id, claimed.message_id, message.conversation_id, claimed.transcript_attempts as attempts',
    'claimed.transcript_lease_token as lease_token',
  ],
  'left join whatsapp_messages_improved as message on message.clinic_id = claimed.clinic_id and message.id = claimed.message_id',
);

const claimRow = z
  .object({
    clinic_id: z.string().transform(clinicId),
    message_id: z.string().transform(messageId),
    conversation_id: z.string().transform(conversationId),
    attempts: z.int(),
    lease_token: z.int(),
  })
  .transform((row): ClaimedVoice => ({
    clinicId: row.clinic_id,
    messageId: row.message_id,
    conversationId: row.conversation_id,
    attempts: row.attempts,
    leaseToken: row.lease_token,
  }));

function voiceClaims(pool: Pool): VoiceNotes['claim'] {
  const claim = rotatingClaim(pool, 'claim-voice', claimVoice);
  return async (limit, leaseMs) => z.array(claimRow).parse(await claim(limit, leaseMs));
}

/** Claims are about all clinics; what follows a claim is the work of one. */
export const postgresVoiceNotes = ({ system, claims, tenants }: Pools): VoiceNotes => ({
  claim: voiceClaims(claims),
  settle: (voice, settlement) => settleVoice(tenants, voice, settlement),

  async msUntilDue() {
    const { rows } = await system.query<{ ms: number | null }>(
      `select extract(epoch from min(transcript_due_at) - now())::float8 * 1000 as ms
       from message_media
       where transcript_due_at > now()`,
    );
    return rows[0]?.ms ?? undefined;
  },
});
