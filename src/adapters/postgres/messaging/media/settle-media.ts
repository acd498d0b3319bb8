import type { ClaimedMedia, MediaSettlement } from '../../../../application/ports/media/message-media.ts';
import type { TenantPool } from '../../pool.ts';
import { inTenant } from '../../transaction.ts';
import { lockConversation } from '../notices.ts';
import { goOnAfterListening } from './settle-voice.ts';

/** What earlier claims may have written is of no use once a file is there, or never will be. */
const otherBlobs = `
insert into deleted_blobs (clinic_id, key)
select clinic_id, clinic_id || '/' || blob_id || '/' || claim
from message_media
cross join generate_series(1, case state when 'stored' then lease_token - 1 else lease_token end) as claim
where clinic_id = $1 and message_id = $2 and state <> 'due'
on conflict do nothing`;

export const settleMedia = (
  tenants: TenantPool,
  { clinicId, conversationId, messageId, leaseToken, isVoice }: ClaimedMedia,
  settlement: MediaSettlement,
  now: Date,
): Promise<boolean> =>
  inTenant(tenants, clinicId, async (client) => {
    // the turn may wait for what will never be heard
    const isMissed = isVoice && settlement.to === 'unavailable';
    const place = isMissed ? await lockConversation(client, clinicId, conversationId) : undefined;
    const { state, at, code, type, size, sha256, sealedKey, isToBeHeard = false } = columnsOf(settlement);
    const { rowCount } = await client.query(
      `update message_media
       set state = $4, next_attempt_at = $5, error_code = $6, content_type = $7, size = $8, sha256 = $9, sealed_key = $10,
         stored_at = case when $4 = 'stored' then $11::timestamptz end, attempts = attempts + 1, lease_until = null,
         transcript_state = case when $12 then 'due' end, transcript_due_at = case when $12 then now() end
       where clinic_id = $1 and message_id = $2 and lease_token = $3 and lease_until is not null`,
      [clinicId, messageId, leaseToken, state, at, code, type, size, sha256, sealedKey, now, isToBeHeard],
    );
    if (rowCount === 1) await client.query(otherBlobs, [clinicId, messageId]);
    if (rowCount === 1 && isMissed && place !== undefined)
      await goOnAfterListening(client, { clinicId, messageId }, place, {
        to: 'unheard',
        code: settlement.code,
      });
    if (rowCount === 1 && isToBeHeard) await client.query(`select pg_notify('atende_work', 'voice:0')`);
    return rowCount === 1;
  });

type Columns = {
  readonly state: 'due' | 'stored' | 'unavailable';
  readonly at?: Date;
  readonly code?: string;
  readonly type?: string;
  readonly size?: number;
  readonly sha256?: string;
  readonly sealedKey?: string;
  readonly isToBeHeard?: boolean;
};

function columnsOf(settlement: MediaSettlement): Columns {
  switch (settlement.to) {
    case 'stored':
      return { ...settlement, state: 'stored' };
    case 'retry':
      return { state: 'due', at: settlement.at, code: settlement.code };
    case 'unavailable':
      return { state: 'unavailable', code: settlement.code };
  }
}
