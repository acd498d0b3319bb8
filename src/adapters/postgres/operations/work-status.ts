import { z } from 'zod';
import type { StoppedSends, WorkStatus } from '../../../application/ports/operations/work-status.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';
import { given } from '../../../domain/given.ts';
import type { PendingSend } from '../../../domain/inbox/why-no-answer.ts';
import type { PhoneDigits } from '../../../domain/messaging/people/phone-number.ts';
import { isPending, outboundStatuses } from '../../../domain/messaging/delivery-status.ts';
import type { Pools } from '../pool.ts';
import { inTenant } from '../transaction.ts';

const time = z.date().nullable();
const turnRow = z.object({ turn_due_at: time, turn_lease_until: time, turn_attempts: z.int() });
const sendRow = z
  .object({
    id: z.string(),
    status: z.enum(outboundStatuses),
    next_attempt_at: time,
    lease_until: time,
    attempts: z.int(),
    error_code: z.string().nullable(),
  })
  .transform((row): PendingSend => ({
    messageId: row.id,
    status: row.status,
    attempts: row.attempts,
    ...given({
      dueAt: row.next_attempt_at ?? undefined,
      heldUntil: row.lease_until ?? undefined,
      errorCode: row.error_code ?? undefined,
    }),
  }));
const stoppedRow = z
  .object({
    clinic_id: z.string(),
    whatsapp_number: z.string().transform((digits) => digits as PhoneDigits),
    sends_stopped_until: z.date(),
    sends_stopped_count: z.int(),
  })
  .transform((row): StoppedSends => ({
    clinicId: clinicId(row.clinic_id),
    whatsappNumber: row.whatsapp_number,
    until: row.sends_stopped_until,
    count: row.sends_stopped_count,
  }));

export const postgresWorkStatus = ({ system, tenants }: Pools): WorkStatus => ({
  ofConversation: (clinic, id) =>
    inTenant(tenants, clinic, async (client) => {
      const found = await client.query(
        `select turn_due_at, turn_lease_until, turn_attempts from whatsapp_conversations_improved
         where clinic_id = $1 and id = $2`,
        [clinic, id],
      );
      const turn = turnRow.optional().parse(found.rows[0]);
      if (turn === undefined) return undefined;
      const sends = await client.query(
        `select id, status, next_attempt_at, lease_until, attempts, error_code from whatsapp_messages_improved
         where clinic_id = $1 and conversation_id = $2 and direction = 'outbound'
           and status = any($3)
         order by created_at, turn_position`,
        [clinic, id, outboundStatuses.filter(isPending)],
      );
      return {
        ...(turn.turn_due_at !== null && {
          turn: {
            dueAt: turn.turn_due_at,
            attempts: turn.turn_attempts,
            ...given({ heldUntil: turn.turn_lease_until ?? undefined }),
          },
        }),
        sends: z.array(sendRow).parse(sends.rows),
      };
    }),

  async stoppedNumbers() {
    const { rows } = await system.query(
      `select clinic_id, whatsapp_number, sends_stopped_until, sends_stopped_count from clinic_whatsapp_numbers
       where sends_stopped_until > now()
       order by sends_stopped_until desc`,
    );
    return z.array(stoppedRow).parse(rows);
  },
});
