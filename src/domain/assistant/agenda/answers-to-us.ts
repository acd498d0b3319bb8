import type { AppointmentId } from '../../scheduling/appointment.ts';
import type { BookingWish, WantedTime } from '../booking-wish.ts';
import { isKind } from '../courtesy.ts';
import type { Heard } from '../hear.ts';
import { awaitsYes, type AgendaSituation, type AgendaStep } from './agenda-step.ts';
import { actOnOwn, askToCancel } from './change-own.ts';
import { askAgain, letGo, sayYes, withOwn } from './decide-hold.ts';

/** Nothing but a yes: what asks or adds something is none. */
const plainYes =
  /^(sim |ok |isso |pode |eu |quero |ja |entao )*(sim|isso|ok|okay|certo|beleza|combinado|perfeito|pode|ser|claro|quero|confirmo|confirmar|confirma|confirmad[oa]|marcar|marca|agendar|agenda|reservar|fechado|fechou|aceito|mesmo|com certeza|esta bom|tudo certo|uhum|aham)( (sim|por favor|obrigad[oa]|isso|mesmo|esse|este|horario|esse horario|este horario|o horario|a consulta|para mim))*$/;

/** Said to "Confirma?" in words. */
export function hearYes(id: AppointmentId, heard: Heard, situation: AgendaSituation): AgendaStep | undefined {
  const { courtesy, talk, when } = heard;
  if (isYes(heard)) return sayYes(id, heard, situation);
  if (courtesy.declines || (talk.change === 'cancel' && !talk.hesitates)) return letGo(id, situation);
  // "sim, às 15h" of a time that is held already; "que ótimo 😊" is kind, but no yes
  const isKindly = (courtesy.agrees || isKind(heard.picture)) && heard.topics.size === 0;
  if (isKindly || (when !== undefined && isSameTime(when, situation.dialogue.wish))) {
    return withOwn(id, situation, (held) =>
      awaitsYes(held, situation.now) ? askAgain(held, situation) : sayYes(id, heard, situation),
    );
  }
  return undefined;
}

/** Said to "quer mesmo cancelar?" in words. */
export function hearSure(
  id: AppointmentId,
  heard: Heard,
  situation: AgendaSituation,
): AgendaStep | undefined {
  const { courtesy, talk } = heard;
  if (talk.change === 'move') return actOnOwn('move', id, heard, situation);
  if (talk.change === 'cancel' && talk.hesitates)
    return withOwn(id, situation, (own) => askToCancel(own, situation));
  if (talk.change === 'cancel' || isYes(heard)) return actOnOwn('sure', id, heard, situation);
  return courtesy.declines ? actOnOwn('keep', id, heard, situation) : undefined;
}

/** A yes and nothing else. */
export function isYes({ normal, picture, talk, topics, mentions, when, media }: Heard): boolean {
  const isMore = [...topics].some((topic) => topic !== 'confirm-booking' && topic !== 'booking');
  if (isMore || media.length > 0 || mentions.services.length + mentions.practitioners.length > 0)
    return false;
  if (talk.hesitates || talk.change !== undefined || talk.step !== undefined || when !== undefined)
    return false;
  return picture === 'yes' || plainYes.test(normal);
}

const isSameTime = (when: WantedTime, wish: BookingWish | undefined): boolean =>
  when.minutes !== undefined &&
  when.minutes === wish?.when?.minutes &&
  (when.day === undefined || when.day === wish.when.day);
