import { dayOf } from '../words/times.ts';
import { partOn, type Column, type Part, type Span } from './layout.ts';

export type OfferedTime = Span & { readonly professionalId?: string | undefined };

/** The offered times of a column in minutes of its day, the first one first. */
export const offersOn = (
  times: readonly OfferedTime[],
  { day, professionalId }: Pick<Column, 'day' | 'professionalId'>,
  zone: string,
): readonly Part[] =>
  times
    .filter((time) => time.professionalId === professionalId && dayOf(time.start, zone) === day)
    .flatMap((time) => partOn(time, day, zone) ?? [])
    .toSorted((a, b) => a.from - b.from);

/** Times that touch or overlap as one, to be drawn. */
export function joined(offers: readonly Part[]): readonly Part[] {
  const whole: Part[] = [];
  for (const offer of offers) {
    const last = whole.at(-1);
    if (last !== undefined && offer.from <= last.to)
      whole[whole.length - 1] = { from: last.from, to: Math.max(last.to, offer.to) };
    else whole.push(offer);
  }
  return whole;
}

/** The start that is nearest to a minute, not farther than so many. */
export function nearestOffer(offers: readonly Part[], minute: number, most: number): number | undefined {
  const distance = ({ from }: Part) => Math.abs(from - minute);
  const [nearest] = offers.toSorted((a, b) => distance(a) - distance(b));
  return nearest !== undefined && distance(nearest) <= most ? nearest.from : undefined;
}

/** The next start after a minute, or the one before it. */
export const nextOffer = (offers: readonly Part[], minute: number, direction: 1 | -1): number | undefined =>
  direction === 1
    ? offers.find(({ from }) => from > minute)?.from
    : offers.findLast(({ from }) => from < minute)?.from;

export const isOffered = (offers: readonly Part[], minute: number): boolean =>
  offers.some(({ from }) => from === minute);
