/** What an event in the clinic's calendar may say of a visit; each says what the one before it does, and more. */
export const eventDetails = ['nothing', 'service', 'first-name', 'name-and-phone'] as const;
export type EventDetail = (typeof eventDetails)[number];

/** Says who comes. */
export const isPersonal = (detail: EventDetail): boolean =>
  detail === 'first-name' || detail === 'name-and-phone';

/** What an event shows of which nothing is known: it was written before this could be chosen. */
export const unsaidDetail: EventDetail = 'service';

export const leastOf = (one: EventDetail, other: EventDetail): EventDetail =>
  eventDetails.indexOf(one) <= eventDetails.indexOf(other) ? one : other;

export const mostOf = (one: EventDetail, other: EventDetail): EventDetail =>
  leastOf(one, other) === one ? other : one;
