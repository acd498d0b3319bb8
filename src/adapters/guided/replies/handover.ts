import type { Handover } from '../../../domain/assistant/handover.ts';
import { teamGoesOn } from '../../../domain/patient-messages/team-goes-on.ts';
import { paragraphs } from '../../../domain/language/phrasing.ts';
import type { Reply, Situation } from '../reply.ts';

/** Tells the team what the patient was about to book, too. */
export function withProgress(handover: Handover, { dialogue, context }: Situation): Handover {
  const { request } = dialogue;
  if (request === undefined || handover.reason === 'booking-request') return handover;
  const service = context.services.find(({ id }) => id === request.serviceId)?.name;
  const who = context.professionals.find(({ id }) => id === request.professionalId)?.name;
  if (service === undefined && who === undefined) return handover;
  const what = [service, who && `com ${who}`].filter(Boolean).join(' ');
  const act = request.moving === undefined ? 'Estava marcando' : 'Estava remarcando';
  return { ...handover, summary: `${handover.summary} ${act}: ${what}.` };
}

export const passToHuman = (situation: Situation): Reply => ({
  text: `Certo, passei a sua conversa para a nossa equipe. 🙋 ${teamGoesOn(situation)}`,
  handover: { reason: 'asked-for-human', summary: 'O paciente pediu para falar com uma pessoa da equipe.' },
});

export const takeComplaint = (situation: Situation): Reply => ({
  text: `Sinto muito pelo que aconteceu. Passei a sua mensagem para a nossa equipe, que vai olhar o seu caso com atenção. ${teamGoesOn(situation)}`,
  handover: { reason: 'complaint', summary: 'O paciente fez uma reclamação e espera o retorno da equipe.' },
});

/** An appointment that exists can only be changed by people, until booking is ours. */
export function passChange(situation: Situation): Reply {
  const { cancellation, rescheduling } = situation.context.booking;
  const policy = [cancellation, rescheduling].filter(Boolean).join(' ');
  return {
    text: paragraphs(
      `Entendi, você quer mudar ou cancelar um horário. Passei o pedido para a nossa equipe, que confirma com você: por enquanto nada foi alterado. ${teamGoesOn(situation)}`,
      policy !== '' && `Nossa política: ${policy}`,
    ),
    handover: { reason: 'asked-for-human', summary: 'O paciente quer cancelar ou remarcar um horário.' },
  };
}

export const passConfirmation = (situation: Situation): Reply => ({
  text: `Obrigado por avisar! Passei a sua confirmação para a nossa equipe. ${teamGoesOn(situation)}`,
  handover: { reason: 'asked-for-human', summary: 'O paciente quer confirmar a presença em um horário.' },
});

/** Which appointments there are only people can see. */
export const passOwnBooking = (situation: Situation): Reply => ({
  text: `Quem vê os horários marcados é a nossa equipe: passei a sua conversa para conferirem o seu. ${teamGoesOn(situation)}`,
  handover: { reason: 'asked-for-human', summary: 'O paciente quer saber de um horário já marcado.' },
});

export const giveUp = (situation: Situation): Reply => ({
  text: `Desculpe, ainda não consegui entender. Para não fazer você perder tempo, passei a sua conversa para a nossa equipe. ${teamGoesOn(situation)}`,
  handover: {
    reason: 'not-understood',
    summary: 'O assistente não entendeu o paciente depois de algumas tentativas.',
  },
});
