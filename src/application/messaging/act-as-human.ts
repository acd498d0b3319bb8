import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { ConversationNotFound } from '../../domain/messaging/conversation-errors.ts';
import type { ConversationState } from '../../domain/messaging/conversation.ts';
import type { HumanAct } from '../../domain/messaging/human-act.ts';
import type { ConversationId, MessageId } from '../../domain/messaging/message.ts';
import type { ReferredMessage } from '../../domain/messaging/messages/referred-message.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { ActOutcome, HumanActs, HumanReply } from '../ports/messaging/human-acts.ts';

export type ActNeeds = {
  humanActs: HumanActs;
  alerts: Alerts;
  clock: Clock;
  /** How long after the last human act the assistant stays silent. */
  humanQuietMs: number;
};

/** Where somebody of the clinic acts, and what they send with it. */
export type ActInConversation = {
  readonly clinicId: ClinicId;
  readonly conversationId: ConversationId;
  /** The person who acts, as in the audit log; `undefined` where a machine does. */
  readonly by: string | undefined;
  readonly reply?: HumanReply;
};

const waitingForHuman = ['handover', 'emergency', 'turn-failed', 'message-changed'] as const;

/** What all human acts share: nobody has to be called to the conversation any more. @throws ConversationNotFound, MessageNotFound */
export async function actAsHuman(
  { humanActs, alerts, clock }: ActNeeds,
  request: ActInConversation,
  decide: (
    state: ConversationState,
    unseen: readonly MessageId[],
    referred: ReferredMessage | undefined,
  ) => HumanAct | undefined,
): Promise<ActOutcome> {
  const outcome = await humanActs.act(request, decide);
  if (outcome === undefined) throw new ConversationNotFound(request.conversationId);
  const { clinicId } = request;
  // also after a repeat: the first attempt may have ended before
  await alerts.resolveAll(
    waitingForHuman.map((kind) => ({ clinicId, kind, subject: outcome.conversationId })),
    clock.now(),
  );
  return outcome;
}
