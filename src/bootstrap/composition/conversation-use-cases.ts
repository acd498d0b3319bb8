import { ContainerModule } from 'inversify';
import { liveConversations } from '../../adapters/http/events/live-conversations.ts';
import { makeTryAssistant } from '../../application/assistant/try-assistant.ts';
import { makeReplyAsHuman } from '../../application/messaging/reply-as-human.ts';
import { makeReturnToAssistant } from '../../application/messaging/return-to-assistant.ts';
import { makeSendToPhone } from '../../application/messaging/send-to-phone.ts';
import { makeTakeOverConversation } from '../../application/messaging/take-over-conversation.ts';
import type { Config } from '../config/config.ts';
import { tokens as t } from './tokens.ts';

export const conversationUseCases = ({ HUMAN_QUIET_MS: humanQuietMs }: Config) =>
  new ContainerModule(({ bind }) => {
    bind(t.takeOverConversation).toResolvedValue(
      (humanActs, alerts, clock) => makeTakeOverConversation({ humanActs, alerts, clock, humanQuietMs }),
      [t.humanActs, t.alerts, t.clock],
    );
    bind(t.returnToAssistant).toResolvedValue(
      (humanActs, alerts, clock) => makeReturnToAssistant({ humanActs, alerts, clock, humanQuietMs }),
      [t.humanActs, t.alerts, t.clock],
    );
    bind(t.replyAsHuman).toResolvedValue(
      (humanActs, alerts, clock) => makeReplyAsHuman({ humanActs, alerts, clock, humanQuietMs }),
      [t.humanActs, t.alerts, t.clock],
    );
    bind(t.sendToPhone).toResolvedValue(
      (conversations, replyAsHuman) => makeSendToPhone({ conversations, replyAsHuman }),
      [t.conversations, t.replyAsHuman],
    );
    bind(t.liveConversations)
      .toResolvedValue(
        (news, ids, clock) => liveConversations({ news, ids, clock }),
        [t.conversationNews, t.ids, t.clock],
      )
      .onDeactivation((live) => live.close());
    bind(t.tryAssistant).toResolvedValue(
      (resolveClinicContext, assistant, ids, clock) =>
        makeTryAssistant({ resolveClinicContext, assistant, ids, clock }),
      [t.resolveClinicContext, t.assistant, t.ids, t.clock],
    );
  });
