import { emergencyHandover } from '../../../domain/assistant/safety/emergency-answer.ts';
import { silencesAssistant, type Handover } from '../../../domain/assistant/handover.ts';
import type { Danger } from '../../../domain/assistant/safety/danger-signs.ts';
import type { Answerer } from '../../../domain/assistant/who-answers.ts';
import { given } from '../../../domain/given.ts';
import { after } from '../../../domain/instants.ts';
import { modeNow } from '../../../domain/messaging/conversation.ts';
import { windowIsOpen } from '../../../domain/messaging/customer-service-window.ts';
import { messageId } from '../../../domain/messaging/message.ts';
import { effectiveMessages } from '../../../domain/messaging/messages/turn-messages.ts';
import type { TurnPolicy } from '../../../domain/messaging/turn.ts';
import type { AnswerSafely } from '../../assistant/answer-safely.ts';
import { toolsWithoutAgenda, type BindTurnTools } from '../../assistant/turn-tools.ts';
import type { ResolveClinicContext } from '../../clinic/resolve-clinic-context.ts';
import type { TurnTime } from '../../ports/assistant/assistant.ts';
import type { Conversations } from '../../ports/messaging/conversations.ts';
import type { MessageSender } from '../../ports/messaging/message-sender.ts';
import type { ClaimedTurn, TurnCompletion } from '../../ports/messaging/turns.ts';
import type { Alerts } from '../../ports/operations/alerts.ts';
import type { Clock } from '../../ports/system/clock.ts';
import type { Ids } from '../../ports/system/ids.ts';
import { phoneForVisit } from '../../whatsapp/ask-for-phone.ts';
import { mostConflicts, type BookConflict } from './book-conflicts.ts';
import type { TurnNotes } from './turn-notes.ts';

export type PreparedAnswer = {
  readonly completion: TurnCompletion;
  readonly answerer: Answerer;
  /** But for emergencies, of which the team has been told already. */
  readonly handover?: Handover;
  /** WhatsApp would not take the answer any more, and it may be made again. */
  readonly isTooLate: boolean;
};

export type PrepareNeeds = {
  conversations: Pick<Conversations, 'get'>;
  resolveClinicContext: ResolveClinicContext;
  answerSafely: AnswerSafely;
  bindTurnTools: BindTurnTools;
  messageSender: MessageSender;
  alerts: Alerts;
  ids: Ids;
  clock: Clock;
  turnPolicy: TurnPolicy;
};

/** What is to be committed for a turn; `undefined` where nothing in it asks for an answer. */
export function answerPreparer(needs: PrepareNeeds) {
  const { alerts, ids, clock, turnPolicy } = needs;
  return async (
    turn: ClaimedTurn,
    conflicts: readonly BookConflict[],
    time: TurnTime,
    notes: TurnNotes,
  ): Promise<PreparedAnswer | undefined> => {
    const { context, clinic, version } = await needs.resolveClinicContext(
      turn.clinicId,
      // after a conflict minutes may have passed
      conflicts.length === 0 ? turn.atClaim.clinic : undefined,
    );
    const messages = effectiveMessages(turn.messages);
    if (messages.length === 0) return undefined;
    const now = clock.now();
    const { contactId, conversationId, dialogue: before, patientName, standing } = turn;
    const isPeoples = modeNow(standing, now) === 'human';
    // a read mark and typing are not to be seen where people have not looked yet
    if (!clinic.simulation && !isPeoples && conflicts.length === 0) showTyping(needs.messageSender, turn);
    const taken = conflicts.flatMap(({ taken: slots }) => slots);
    const { tools, plan } =
      conflicts.length >= mostConflicts
        ? toolsWithoutAgenda()
        : await needs.bindTurnTools({
            ...{ context, contactId, conversationId, now, taken },
            answering: new Set(turn.messages.map(({ id }) => id)),
            ...(conflicts.length === 0 && { google: turn.atClaim.google }),
          });
    const {
      replies,
      dialogue,
      answerer,
      danger,
      attention,
      prefersPeople,
      messagePreference,
      confirmation = [],
    } = await needs.answerSafely({
      ...{ context, messages, dialogue: before, now, tools, time, standing },
      recorder: {
        contextVersion: version,
        ...given({ before: notes.kept?.record }),
        keep: (kept) => notes.keep(kept),
      },
      ...given({ patientName }),
    });
    // before the commit: a team that is alarmed although the answer was overtaken is alarmed rightly
    if (danger !== undefined && conflicts.length === 0) await alarm(alerts, turn, danger, now);
    const { handover, appointmentChanges } = plan();
    const silence = handover && silencesAssistant(handover.reason);
    const isAsked = replies.some(({ type }) => type === 'contact-request');
    const asked = isAsked ? [] : await phoneForVisit(needs, turn, appointmentChanges);
    const origin = danger === undefined ? ('assistant' as const) : ('notice' as const);
    const completion: TurnCompletion = {
      turnId: ids.next(),
      replies: [
        ...confirmation.map((content) => ({ id: messageId(ids.next()), content, origin: 'notice' as const })),
        ...[...replies, ...asked].map((content) => ({ id: messageId(ids.next()), content, origin })),
      ],
      dialogue,
      attention,
      ...given({ prefersPeople, messagePreference }),
      ...(silence && { humanUntil: after(now, turnPolicy.humanQuietMs) }),
      ...(appointmentChanges.length > 0 && { appointmentChanges }),
      ...given({ kept: notes.kept }),
    };
    const isAnswer =
      (danger ?? messagePreference) === undefined && handover === undefined && replies.length > 0;
    const isTooLate = isAnswer && !clinic.simulation && !windowIsOpen(turn.lastPatientMessageAt, now);
    return {
      ...{ completion, answerer, isTooLate },
      ...given({ handover: danger === undefined ? handover : undefined }),
    };
  };
}

/** Louder than a handover; each further message counts as one more occurrence. */
async function alarm(
  alerts: Alerts,
  { clinicId, conversationId }: ClaimedTurn,
  danger: Danger,
  now: Date,
): Promise<void> {
  const condition = { clinicId, kind: 'emergency', subject: conversationId } as const;
  await alerts.open(condition, emergencyHandover(danger).summary, now);
}

/** Best effort, beside the answer: the sender has a timeout of its own and never throws. */
function showTyping(sender: MessageSender, { number, messages, requestId }: ClaimedTurn): void {
  const last = messages.findLast(({ metaMessageId }) => metaMessageId !== undefined)?.metaMessageId;
  if (last !== undefined)
    void sender.markRead({ from: number, metaMessageId: last, typing: true, requestId });
}
