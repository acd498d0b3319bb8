import type { ClaimedUpload, UploadSettlement } from '../../../../application/ports/media/media-uploads.ts';
import type { TenantPool } from '../../pool.ts';
import { inTenant } from '../../transaction.ts';

export const settleUpload = (
  tenants: TenantPool,
  { clinicId, messageId, leaseToken }: ClaimedUpload,
  settlement: UploadSettlement,
  now: Date,
): Promise<boolean> =>
  inTenant(tenants, clinicId, async (client) => {
    const { mediaId, usableUntil, at, code } = columnsOf(settlement);
    const { rowCount } = await client.query(
      `update media_uploads
       set meta_media_id = $4, usable_until = $5, next_attempt_at = $6, error_code = $7, attempts = attempts + 1,
         lease_until = null
       where clinic_id = $1 and message_id = $2 and lease_token = $3 and lease_until is not null`,
      [clinicId, messageId, leaseToken, mediaId, usableUntil, at, code],
    );
    if (rowCount !== 1) return false;
    if (settlement.to === 'failed') {
      const { failure } = settlement;
      await client.query(
        `update whatsapp_messages_improved
         set status = 'failed', next_attempt_at = null, failed_at = $3, error_code = $4, error_class = $5, error_detail = $6
         where clinic_id = $1 and id = $2 and status = 'queued'`,
        [clinicId, messageId, now, failure.code, failure.class, failure.detail.slice(0, 500)],
      );
      // what was said after it goes now
      await client.query(`select pg_notify('atende_work', 'send:0')`);
    } else if (settlement.to !== 'retry') {
      await client.query(
        `update whatsapp_messages_improved set next_attempt_at = now()
         where clinic_id = $1 and id = $2 and status = 'queued'`,
        [clinicId, messageId],
      );
      await client.query(`select pg_notify('atende_work', 'send:0')`);
    }
    return true;
  });

type Columns = {
  readonly mediaId?: string;
  readonly usableUntil?: Date;
  readonly at?: Date;
  readonly code?: string;
};

function columnsOf(settlement: UploadSettlement): Columns {
  switch (settlement.to) {
    case 'uploaded':
      return settlement;
    case 'retry':
      return { at: settlement.at, code: settlement.code };
    case 'failed':
      return { code: settlement.failure.code };
    case 'simulated':
      return {};
  }
}
