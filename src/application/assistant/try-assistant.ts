import type { HandoverReason } from '../../domain/assistant/handover.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { messageId, type OutboundContent } from '../../domain/messaging/message.ts';
import type { ResolveClinicContext } from '../clinic/resolve-clinic-context.ts';
import type { Assistant } from '../ports/assistant/assistant.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { Ids } from '../ports/system/ids.ts';
import { toolsWithoutAgenda } from './turn-tools.ts';

type Trial = { readonly replies: readonly OutboundContent[]; readonly handover?: HandoverReason };

/**
 * What the assistant would answer to somebody who writes for the first time. Nothing is stored, sent or booked, and the
 * agenda is left out: a time that nobody holds must not be offered. @throws ClinicNotFound
 */
export type TryAssistant = (trial: { readonly clinicId: ClinicId; readonly text: string }) => Promise<Trial>;

type Needs = {
  resolveClinicContext: ResolveClinicContext;
  assistant: Assistant;
  ids: Ids;
  clock: Clock;
};

export const makeTryAssistant =
  ({ resolveClinicContext, assistant, ids, clock }: Needs): TryAssistant =>
  async ({ clinicId, text }) => {
    const { context } = await resolveClinicContext(clinicId);
    const now = clock.now();
    const { tools, plan } = toolsWithoutAgenda();
    const { replies } = await assistant.answer({
      context,
      messages: [{ id: messageId(ids.next()), type: 'text', text, sentAt: now }],
      dialogue: null,
      now,
      tools,
    });
    const { handover } = plan();
    return { replies, ...(handover && { handover: handover.reason }) };
  };
