import type { VisitRequest } from '../visit-request.ts';
import type { Understanding } from '../understanding/understand.ts';
import type { Situation } from '../reply.ts';
import type { Topic } from '../understanding/topic.ts';
import { isYesTo } from './is-yes.ts';
import { movedBy, type AgendaTap } from '../../../domain/patient-messages/choice-ids.ts';
import { given } from '../../../domain/given.ts';

/** The same turn where people take over what the agenda would have done: taps become words, a hold becomes a request. */
export function withoutAgenda(
  understood: Understanding,
  situation: Situation,
): readonly [Understanding, Situation] {
  const { request, ...dialogue } = situation.dialogue;
  const asked = asRequest(request);
  const said = understood.tap
    ? topicsOf(understood.tap)
    : request?.asked === 'confirmation' && isYesTo(request, understood, situation)
      ? bookingOnly
      : [];
  return [
    { ...understood, tap: undefined, topics: new Set([...understood.topics, ...said]) },
    { ...situation, agenda: undefined, dialogue: { ...dialogue, ...given({ request: asked }) } },
  ];
}

const bookingOnly: readonly Topic[] = ['booking'];

function asRequest(request: VisitRequest | undefined): VisitRequest | undefined {
  if (request === undefined || request.moving !== undefined) return undefined;
  if (request.asked === 'cancellation' || request.asked === 'which') return undefined;
  const { serviceId, professionalId, when, asked } = request;
  return {
    asked: asked === 'service' ? 'service' : 'when',
    ...given({ serviceId, professionalId, when }),
  };
}

function topicsOf(tap: AgendaTap): readonly Topic[] {
  switch (tap.act) {
    case 'slot':
    case 'more':
    case 'on':
    case 'wanted':
    case 'soon':
    case 'days':
      return movedBy(tap) === undefined ? bookingOnly : ['change-booking'];
    case 'anyone':
    case 'patient':
    case 'new-patient':
    case 'confirm':
    case 'other':
      return bookingOnly;
    case 'attend':
    case 'show':
    case 'move':
    case 'cancel':
    case 'sure':
      return ['change-booking'];
    case 'mine':
      return ['human'];
    case 'release':
    case 'keep':
      return ['menu'];
  }
}
