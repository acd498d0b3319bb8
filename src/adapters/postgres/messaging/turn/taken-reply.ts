import { z } from 'zod';
import type { ClaimedSend } from '../../../../application/ports/messaging/outbox.ts';
import type { ClaimedTurn } from '../../../../application/ports/messaging/turns.ts';
import { given } from '../../../../domain/given.ts';
import { messageId } from '../../../../domain/messaging/message.ts';
import { sendKindOf } from '../../../../domain/messaging/outbound-decision.ts';
import { phoneDigits, type PhoneDigits } from '../../../../domain/messaging/people/phone-number.ts';
import type { SentContent } from '../../../../domain/messaging/sending/team-content.ts';

const takenRow = z.object({
  id: z.string().transform(messageId),
  origin: z.enum(['assistant', 'notice']),
  // written by us from what is sent
  payload: z.looseObject({ type: z.string() }),
  created_at: z.date(),
  waits_for_window: z.boolean(),
  last_patient_message_at: z.date().nullable(),
  simulation_mode: z.boolean(),
  whatsapp_number: z.string().transform((digits) => digits as PhoneDigits),
  phone_number_id: z.string().nullable(),
  phone: z.string().nullable(),
  bsuid: z.string().nullable(),
});

/** The reply that `completeTurns` has claimed in this row; `undefined` when it is due like the others. */
export function takenReply(
  { clinicId, conversationId, requestId }: ClaimedTurn,
  row: { readonly id: string | null } | undefined,
): ClaimedSend | undefined {
  if (typeof row?.id !== 'string') return undefined;
  const reply = takenRow.parse(row);
  const phone = phoneDigits(reply.phone);
  return {
    messageId: reply.id,
    clinicId,
    conversationId,
    from: {
      clinicId,
      whatsappNumber: reply.whatsapp_number,
      ...given({ phoneNumberId: reply.phone_number_id ?? undefined }),
    },
    to: { ...(phone && { phone }), ...given({ bsuid: reply.bsuid ?? undefined }) },
    content: reply.payload as unknown as SentContent,
    leaseToken: 1,
    attempts: 0,
    resends: 0,
    kind: sendKindOf(reply.origin),
    origin: reply.origin,
    waited: false,
    waitsForWindow: reply.waits_for_window,
    isProbe: false,
    requestId,
    createdAt: reply.created_at,
    dueAt: reply.created_at,
    found: 'queued',
    overtaken: false,
    simulation: reply.simulation_mode,
    ...given({ lastPatientMessageAt: reply.last_patient_message_at ?? undefined }),
  };
}
