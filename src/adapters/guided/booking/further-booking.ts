import type { AppointmentId } from '../../../domain/scheduling/appointment.ts';
import type { Heard } from '../understanding/understand.ts';
import { wordsOf } from '../../../domain/language/normalise-text.ts';
import { confirmationFollows } from '../replies/own-appointments.ts';
import type { Topic } from '../understanding/topic.ts';
import { paragraphs } from '../../../domain/language/phrasing.ts';
import { isSaid, type AgendaSituation, type AgendaStep } from './agenda-step.ts';
import { continueBooking } from './continue-booking.ts';
import { sayYes } from './decide-hold.ts';
import { isOfBooking, isOneMoreNamed, wantsOneMore } from '../understanding/yes-phrases.ts';

/** Whether one more booking is wished for, beside what was asked about. */
export function isOneMore({ normal, topics, mentions }: Heard, { dialogue }: AgendaSituation): boolean {
  const namesOther = mentions.services.some(({ id }) => id !== dialogue.wish?.serviceId);
  const isOfElse = [...topics].some((topic) => !ofBooking.has(topic));
  const words = wordsOf(normal);
  return (
    isOneMoreNamed(words) ||
    (!isOfElse && (namesOther || isOfBooking(words)) && wantsOneMore(words, namesOther))
  );
}

const ofBooking: ReadonlySet<Topic> = new Set(['booking', 'confirm-booking', 'services']);

/** The yes first; then the talk goes on with the further wish, for the same service unless another one is named. */
export function bookFurther(id: AppointmentId, heard: Heard, situation: AgendaSituation): AgendaStep {
  const yes = sayYes(id, heard, situation);
  if (!isSaid(yes) || !yes.changes?.some(({ change }) => change === 'request')) return yes;
  const { wish, ...dialogue } = situation.dialogue;
  const next = continueBooking(heard, {
    ...situation,
    dialogue: {
      ...dialogue,
      wish: {
        asked: 'when',
        isFurther: true,
        ...(wish?.serviceId !== undefined && { serviceId: wish.serviceId }),
      },
    },
  });
  if ('asks' in next) return next;
  // the yes stands whatever becomes of the rest
  if ('trouble' in next) return { ...yes, reply: confirmationFollows };
  return {
    ...next,
    ...(next.reply && {
      reply: { ...next.reply, text: paragraphs(confirmationFollows.text, next.reply.text) },
    }),
    changes: [...yes.changes, ...(next.changes ?? [])],
  };
}
