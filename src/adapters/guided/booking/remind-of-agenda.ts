import { sureMenu, yesMenu } from '../replies/own-appointments.ts';
import { onDay, subjectPhrase, timesMenu } from '../replies/times.ts';
import type { Reply, Situation } from '../reply.ts';
import { hourMinute } from '../../../domain/patient-messages/slot-phrases.ts';
import { subjectOfWish } from './subjects.ts';

/** Where a booking stands that something else was asked in between; nothing where it has not come to times yet. */
export function remindOfAgenda({ agenda, dialogue, context, today }: Situation): Reply | undefined {
  const { wish } = dialogue;
  if (agenda === undefined || wish === undefined) return undefined;
  const subject = subjectOfWish(wish, context);
  if (wish.asked === 'confirmation' && wish.appointmentId !== undefined) {
    const { day, minutes = 0 } = wish.when ?? {};
    const when = day === undefined ? 'que reservei' : `${onDay(day, today)} às ${hourMinute(minutes)}`;
    return { text: `Sobre o horário ${when}: confirma?`, menu: yesMenu(wish.appointmentId) };
  }
  if (wish.asked === 'cancellation' && wish.appointmentId !== undefined) {
    return { text: 'E o seu horário, quer mesmo cancelar?', menu: sureMenu(wish.appointmentId) };
  }
  if (subject === undefined || wish.asked === 'service') return undefined;
  return {
    text: `Para ${wish.moving === undefined ? 'marcar' : 'remarcar'} ${subjectPhrase(subject)}, é só escolher um horário.`,
    menu: timesMenu(subject),
  };
}
