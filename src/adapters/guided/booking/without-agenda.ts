import type { BookingWish } from '../booking-request.ts';
import type { Heard } from '../understanding/understand.ts';
import type { Situation } from '../reply.ts';
import type { Topic } from '../understanding/topic.ts';
import { isYesTo } from './answers-to-us.ts';
import { movedBy, type AgendaTap } from '../../../domain/patient-messages/choice-ids.ts';

/** The same turn where people take over what the agenda would have done: taps become words, a hold becomes a wish. */
export function withoutAgenda(heard: Heard, situation: Situation): readonly [Heard, Situation] {
  const { wish, ...dialogue } = situation.dialogue;
  const asked = asWish(wish);
  const said = heard.tap
    ? topicsOf(heard.tap)
    : wish?.asked === 'confirmation' && isYesTo(wish, heard, situation)
      ? bookingOnly
      : [];
  return [
    { ...heard, tap: undefined, topics: new Set([...heard.topics, ...said]) },
    { ...situation, agenda: undefined, dialogue: { ...dialogue, ...(asked && { wish: asked }) } },
  ];
}

const bookingOnly: readonly Topic[] = ['booking'];

function asWish(wish: BookingWish | undefined): BookingWish | undefined {
  if (wish === undefined || wish.moving !== undefined) return undefined;
  if (wish.asked === 'cancellation' || wish.asked === 'which') return undefined;
  const { serviceId, practitionerId, when, asked } = wish;
  return {
    asked: asked === 'service' ? 'service' : 'when',
    ...(serviceId !== undefined && { serviceId }),
    ...(practitionerId !== undefined && { practitionerId }),
    ...(when !== undefined && { when }),
  };
}

function topicsOf(tap: AgendaTap): readonly Topic[] {
  switch (tap.act) {
    case 'slot':
    case 'more':
    case 'on':
    case 'soon':
    case 'days':
      return movedBy(tap) === undefined ? bookingOnly : ['change-booking'];
    case 'anyone':
    case 'patient':
    case 'new-patient':
    case 'confirm':
    case 'other':
      return bookingOnly;
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
