import { isYes, isYesTo } from './booking/is-yes.ts';
import type { Situation } from './reply.ts';
import type { Said, Understanding } from './understanding/understand.ts';

/** Whether what was said answers our last question, asks for people, or has no words to be understood better. */
export function isOwnAnswer(
  { taps, texts, isStale }: Said,
  understood: Understanding,
  situation: Situation,
): boolean {
  if (taps.length > 0 || isStale || texts.every((text) => text.trim() === '')) return true;
  const { request } = situation.dialogue;
  const { courtesy, talk, topics } = understood;
  // who asks for a person, or complains, gets one, whatever a model would make of it
  if (topics.has('human') || topics.has('complaint')) return true;
  const isNo = courtesy.declines && topics.size === 0;
  switch (request?.asked) {
    case 'confirmation':
      return isYesTo(request, understood, situation) || isNo;
    case 'cancellation':
      return isYes(understood) || isYesTo(request, understood, situation) || isNo || talk.change === 'cancel';
    case 'known-patient':
      return talk.isPatient !== undefined || courtesy.agrees || isNo;
    case 'slot':
      return request.shown !== undefined && request.shown[0] === request.shown[1] && isYes(understood);
    case 'service':
    case 'when':
    case 'professional':
    case 'which':
    case undefined:
      return false;
  }
}
