import type {
  ConversationEvent,
  ConversationEvents,
} from '../../application/ports/messaging/conversation-events.ts';
import type { Appointments } from '../../application/ports/scheduling/appointments.ts';
import type { GoogleConnections } from '../../application/ports/connection/google-connections.ts';
import type { ConversationAssignments } from '../../application/ports/messaging/conversation-assignments.ts';
import type { ConversationNotes } from '../../application/ports/messaging/conversation-notes.ts';
import type { Conversations } from '../../application/ports/messaging/conversations.ts';
import type { DeliveryLog } from '../../application/ports/messaging/delivery-log.ts';
import type { HumanActs } from '../../application/ports/messaging/human-acts.ts';
import type { Inbox } from '../../application/ports/messaging/inbox.ts';
import type { MediaUploads } from '../../application/ports/media/media-uploads.ts';
import type { MessageMedia } from '../../application/ports/media/message-media.ts';
import type { Outbox } from '../../application/ports/messaging/outbox.ts';
import type { Turns } from '../../application/ports/messaging/turns.ts';
import { announcedAppointments, announcedConnections } from './announced-clinic.ts';
import { announcedAssignments, announcedNotes } from './announced-team.ts';

/** Stores are told of nothing: what they have committed is announced here, so that no statement pays for it. */
export const announcedInbox = (inbox: Inbox, events: ConversationEvents): Inbox => ({
  async append(messages, policy) {
    const outcomes = await inbox.append(messages, policy);
    const stored = messages.filter((_, index) => outcomes[index] === 'stored');
    events.announce(
      stored.flatMap(({ id: messageId, clinicId, placement, message }): ConversationEvent[] => {
        const place = { clinicId, conversationId: placement.conversationId };
        const isAct = message.origin === 'staff';
        return [
          { event: 'message-stored', ...place, messageId },
          ...(isAct ? [{ event: 'conversation-changed' as const, ...place }] : []),
        ];
      }),
    );
    return outcomes;
  },
});

export const announcedTurns = (turns: Turns, events: ConversationEvents): Turns => ({
  ...turns,
  async complete(turn, completion, taker) {
    const isDone = await turns.complete(turn, completion, taker);
    const { clinicId, conversationId } = turn;
    const place = { clinicId, conversationId };
    if (isDone)
      events.announce([
        ...completion.replies.map(
          ({ id: messageId }) => ({ event: 'message-stored', ...place, messageId }) as const,
        ),
        ...(completion.humanUntil === undefined
          ? []
          : [{ event: 'conversation-changed', ...place } as const]),
        ...((completion.appointmentChanges ?? []).length === 0
          ? []
          : [{ event: 'agenda-changed', clinicId } as const]),
      ]);
    return isDone;
  },
});

export const announcedOutbox = (outbox: Outbox, events: ConversationEvents): Outbox => ({
  ...outbox,
  async settle(send, settlement, now) {
    const isSettled = await outbox.settle(send, settlement, now);
    const { clinicId, conversationId, messageId } = send;
    if (isSettled) events.announce([{ event: 'message-status', clinicId, conversationId, messageId }]);
    return isSettled;
  },
});

export const announcedDeliveryLog = (deliveryLog: DeliveryLog, events: ConversationEvents): DeliveryLog => ({
  async record(statuses) {
    const outcomes = await deliveryLog.record(statuses);
    events.announce(
      statuses.flatMap(({ clinicId }, index): ConversationEvent[] => {
        const { outcome, messageId, conversationId } = outcomes[index] ?? {};
        const isNews = outcome === 'recorded' && messageId !== undefined && conversationId !== undefined;
        return isNews ? [{ event: 'message-status', clinicId, conversationId, messageId }] : [];
      }),
    );
    return outcomes;
  },
});

export const announcedHumanActs = (humanActs: HumanActs, events: ConversationEvents): HumanActs => ({
  async act(request, decide) {
    const outcome = await humanActs.act(request, decide);
    if (outcome === undefined || outcome.isRepeat) return outcome;
    const place = { clinicId: request.clinicId, conversationId: outcome.conversationId };
    events.announce([
      ...outcome.cancelled.map((messageId) => ({ event: 'message-status', ...place, messageId }) as const),
      ...(request.reply === undefined
        ? []
        : [{ event: 'message-stored', ...place, messageId: request.reply.messageId } as const]),
      { event: 'conversation-changed', ...place },
    ]);
    return outcome;
  },
  async markRead(request, upTo) {
    const outcome = await humanActs.markRead(request, upTo);
    if (outcome !== undefined && outcome !== 'no-message')
      events.announce([
        { event: 'conversation-changed', clinicId: request.clinicId, conversationId: outcome.conversationId },
      ]);
    return outcome;
  },
});

export const announcedConversations = (
  conversations: Conversations,
  events: ConversationEvents,
): Conversations => ({
  ...conversations,
  async begin(clinicId, conversationId) {
    const isNew = await conversations.begin(clinicId, conversationId);
    if (isNew) events.announce([{ event: 'conversation-changed', clinicId, conversationId }]);
    return isNew;
  },
});

const announcedMessageMedia = (messageMedia: MessageMedia, events: ConversationEvents): MessageMedia => ({
  ...messageMedia,
  async settle(media, settlement, now) {
    const isSettled = await messageMedia.settle(media, settlement, now);
    const { clinicId, conversationId, messageId } = media;
    if (isSettled) events.announce([{ event: 'message-status', clinicId, conversationId, messageId }]);
    return isSettled;
  },
});

const announcedMediaUploads = (mediaUploads: MediaUploads, events: ConversationEvents): MediaUploads => ({
  ...mediaUploads,
  async settle(upload, settlement, now) {
    const isSettled = await mediaUploads.settle(upload, settlement, now);
    const { clinicId, conversationId, messageId } = upload;
    if (isSettled && settlement.to === 'failed')
      events.announce([{ event: 'message-status', clinicId, conversationId, messageId }]);
    return isSettled;
  },
});

type Stores = {
  readonly appointments: Appointments;
  readonly googleConnections: GoogleConnections;
  readonly conversationAssignments: ConversationAssignments;
  readonly conversationNotes: ConversationNotes;
  readonly conversations: Conversations;
  readonly messageMedia: MessageMedia;
  readonly mediaUploads: MediaUploads;
  readonly inbox: Inbox;
  readonly turns: Turns;
  readonly outbox: Outbox;
  readonly deliveryLog: DeliveryLog;
  readonly humanActs: HumanActs;
};

/** The same stores; what changes conversations, agenda and connection is announced once it has committed. */
export const announcedStores = <All extends Stores>(stores: All, events: ConversationEvents): All => ({
  ...stores,
  appointments: announcedAppointments(stores.appointments, events),
  googleConnections: announcedConnections(stores.googleConnections, events),
  conversationAssignments: announcedAssignments(stores.conversationAssignments, events),
  conversationNotes: announcedNotes(stores.conversationNotes, events),
  conversations: announcedConversations(stores.conversations, events),
  inbox: announcedInbox(stores.inbox, events),
  turns: announcedTurns(stores.turns, events),
  outbox: announcedOutbox(stores.outbox, events),
  deliveryLog: announcedDeliveryLog(stores.deliveryLog, events),
  messageMedia: announcedMessageMedia(stores.messageMedia, events),
  mediaUploads: announcedMediaUploads(stores.mediaUploads, events),
  humanActs: announcedHumanActs(stores.humanActs, events),
});
