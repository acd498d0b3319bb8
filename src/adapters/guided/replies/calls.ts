import { teamGoesOn } from '../../../domain/patient-messages/team-goes-on.ts';
import type { Reply, Situation } from '../reply.ts';
import type { Understanding } from '../understanding/understand.ts';
import { mainMenu, teamOnly } from './menu.ts';

const seen = 'Vi a sua ligação, mas este número atende só por mensagem.';

/** To a call that nobody took: how the clinic is reached here, and its telephone where it has one. */
export function answerCall(understood: Understanding, situation: Situation): Reply {
  const { context, open, isAfterAlarm, waitsForPeople } = situation;
  const { phone, whatsapp } = context.profile;
  const isOther = phone !== undefined && digitsOf(phone) !== digitsOf(whatsapp ?? '');
  const hours = open.state === 'closed' ? ', no horário de atendimento' : '';
  const telephone = isOther ? ` Para falar por telefone, ligue para ${phone}${hours}.` : '';
  if (isAfterAlarm)
    return {
      text: `${seen} Se for uma emergência, ligue agora para o *SAMU: 192*.`,
      menu: teamOnly,
    };
  if (waitsForPeople) return { text: `${seen} ${teamGoesOn(situation)}`, menu: teamOnly };
  const isAlone = understood.normal === '' && understood.topics.size === 0 && understood.tap === undefined;
  const help = isAlone ? ' Escreva por aqui como posso ajudar.' : '';
  return {
    text: `${seen}${help}${telephone}`,
    menu: mainMenu(context, situation.agenda !== undefined),
  };
}

const digitsOf = (phone: string): string => phone.replace(/\D/g, '').replace(/^55(?=\d{10,11}$)/, '');
