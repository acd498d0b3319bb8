import type { AppointmentId } from '../../../domain/scheduling/appointment.ts';
import { wordsOf } from '../../../domain/language/normalise-text.ts';
import { paragraphs } from '../../../domain/language/phrasing.ts';
import { awaitsYes } from '../../../domain/scheduling/visits/patient-visits.ts';
import { confirmationFollows } from '../replies/own-appointments.ts';
import type { Topic } from '../understanding/topic.ts';
import type { Understanding } from '../understanding/understand.ts';
import { isOfBooking, isOneMoreNamed, wantsOneMore } from '../understanding/yes-phrases.ts';
import type { AgendaAnswer, AgendaSituation } from './agenda-answer.ts';
import { continueBooking } from './continue-booking.ts';
import { sayYes, takesBack } from './held-time.ts';
import { given } from '../../../domain/given.ts';

/** Whether one more booking is asked for, beside what was asked about. */
export function isOneMore(
  { normal, topics, mentions }: Understanding,
  { dialogue }: AgendaSituation,
): boolean {
  const namesOther = mentions.services.some(({ id }) => id !== dialogue.request?.serviceId);
  const isOfElse = [...topics].some((topic) => !ofBooking.has(topic));
  const words = wordsOf(normal);
  return (
    isOneMoreNamed(words) ||
    (!isOfElse && (namesOther || isOfBooking(words)) && wantsOneMore(words, namesOther))
  );
}

const ofBooking: ReadonlySet<Topic> = new Set(['booking', 'confirm-booking', 'services']);

/** The yes first; then the talk goes on with the further request, for the same service unless another one is named. */
export async function bookFurther(
  id: AppointmentId,
  understood: Understanding,
  situation: AgendaSituation,
): Promise<AgendaAnswer> {
  const { agenda, now, dialogue } = situation;
  const held = await agenda.appointment(id);
  if (held === undefined || !awaitsYes(held, now) || takesBack(understood.talk) || !situation.maySettle)
    return sayYes(id, understood, situation);
  await agenda.confirm(id);
  const { serviceId } = dialogue.request ?? {};
  const request = { asked: 'when', isFurther: true, ...given({ serviceId }) } as const;
  const next = await continueBooking(understood, { ...situation, dialogue: { ...dialogue, request } });
  // the yes stands whatever becomes of the rest
  if ('failure' in next) return { reply: confirmationFollows };
  const { reply = confirmationFollows } = next;
  return { ...next, reply: { ...reply, text: paragraphs(confirmationFollows.text, next.reply?.text) } };
}
