import type { ListPlace } from '../../application/ports/messaging/conversations.ts';

/** Of a column and the row's id. All digits of the time: what JavaScript's milliseconds cut off decides the order, too. */
export const placeOf = (time: string, id: string): string =>
  `(extract(epoch from ${time}) * 1000000)::bigint || '.' || ${id}`;

/** Both null, or the row's place is behind (micros, id), newest first. */
export const isBehind = (time: string, id: string, micros: string, after: string): string =>
  `(${micros}::bigint is null
    or (${time}, ${id}) < (timestamptz 'epoch' + ${micros}::bigint * interval '1 microsecond', ${after}::uuid))`;

type Parts = readonly [micros: string, id: string] | readonly [undefined, undefined];
export const placeParts = (place: ListPlace | undefined): Parts =>
  place === undefined ? [undefined, undefined] : (place.split('.') as [string, string]);
