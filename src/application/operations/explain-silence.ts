import { ConversationNotFound } from '../../domain/messaging/conversation-errors.ts';
import { whyNoAnswer, type ConversationWork, type SilenceReason } from '../../domain/inbox/why-no-answer.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { ConversationId } from '../../domain/messaging/message.ts';
import type { ClinicRegistry } from '../ports/clinic/clinic-registry.ts';
import type { Conversations, ConversationView, MessageView } from '../ports/messaging/conversations.ts';
import type { Alert, Alerts } from '../ports/operations/alerts.ts';
import type { WorkStatus } from '../ports/operations/work-status.ts';
import type { Clock } from '../ports/system/clock.ts';

export type Silence = {
  readonly conversation: ConversationView;
  /** What weighs most first. */
  readonly reasons: readonly SilenceReason[];
  /** Newest first. */
  readonly messages: readonly MessageView[];
  readonly work: ConversationWork;
  readonly stoppedUntil?: Date;
  /** Open ones of the conversation, and what stops its number. */
  readonly alerts: readonly Alert[];
};

/** Why the patient of a conversation hears nothing: its last messages, what waits, who has it. @throws ConversationNotFound */
export type ExplainSilence = (request: {
  readonly clinicId: ClinicId;
  readonly conversationId: ConversationId;
  readonly messages: number;
}) => Promise<Silence>;

type Needs = {
  conversations: Pick<Conversations, 'get' | 'messages'>;
  clinicRegistry: Pick<ClinicRegistry, 'get'>;
  workStatus: WorkStatus;
  alerts: Pick<Alerts, 'list'>;
  clock: Clock;
};

const alertsLooked = 200;

export const makeExplainSilence =
  ({ conversations, clinicRegistry, workStatus, alerts, clock }: Needs): ExplainSilence =>
  async ({ clinicId, conversationId, messages: limit }) => {
    const conversation = await conversations.get(clinicId, conversationId);
    if (conversation === undefined) throw new ConversationNotFound(conversationId);
    const { id } = conversation;
    const [clinic, work, messages = [], stopped, open] = await Promise.all([
      clinicRegistry.get(clinicId),
      workStatus.ofConversation(clinicId, id),
      conversations.messages({ clinicId, conversationId: id, limit }),
      workStatus.stoppedNumbers(),
      alerts.list({ reach: [clinicId], state: 'open', limit: alertsLooked }),
    ]);
    const stoppedUntil = stopped.find(
      (each) => each.clinicId === clinicId && each.whatsappNumber === conversation.whatsappNumber,
    )?.until;
    const [newest] = messages;
    const state = {
      ...conversation,
      clinicIsActive: clinic?.isActive === true,
      stoppedUntil,
      work: work ?? { sends: [] },
      ...(newest !== undefined &&
        newest.status !== 'received' && { lastOutbound: { ...newest, status: newest.status } }),
    };
    return {
      conversation,
      reasons: whyNoAnswer(state, clock.now()),
      messages,
      work: state.work,
      ...(stoppedUntil && { stoppedUntil }),
      alerts: open.filter(({ subject }) => subject.includes(id) || subject === conversation.whatsappNumber),
    };
  };
