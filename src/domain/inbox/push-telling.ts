import type { Attention } from '../assistant/attention.ts';
import { after, isOver } from '../instants.ts';
import { waitingForPeople, type WaitingForPeople } from './waiting-for-people.ts';

/** What browsers were last told of a conversation. */
export type ToldWait = WaitingForPeople & { readonly at: Date };

const minute = 60_000;
export const pushTimes = {
  /** Nobody is told of the same conversation again before. */
  quietMs: 5 * minute,
  /** What has waited for longer is no news any more: whoever opens the console sees it. */
  newsMs: 15 * minute,
};

type Seen = Parameters<typeof waitingForPeople>[0] & { readonly alarm?: Attention['alarm'] | undefined };

/**
 * As `waitingForPeople`; but whoever has spoken of an emergency since then waits because of that, and from then on: a patient
 * who waits already keeps the reason and the time of the first handover.
 */
export function newsOfWaiting({ alarm, ...seen }: Seen): WaitingForPeople | undefined {
  const wait = waitingForPeople(seen);
  const isAlarmed = wait !== undefined && alarm !== undefined && alarm.at >= wait.since;
  return isAlarmed ? { reason: 'emergency', since: alarm.at } : wait;
}

/** Whether browsers are told now that a conversation waits for somebody. An emergency waits for no pause. */
export function isWorthPushing(wait: WaitingForPeople, told: ToldWait | undefined, now: Date): boolean {
  if (isOldNews(wait, now)) return false;
  if (told === undefined) return true;
  if (told.reason === wait.reason && told.since >= wait.since) return false;
  const isWorse = wait.reason === 'emergency' && told.reason !== 'emergency';
  return isWorse || isOver(after(told.at, pushTimes.quietMs), now);
}

export const isOldNews = ({ since }: Pick<WaitingForPeople, 'since'>, now: Date): boolean =>
  isOver(after(since, pushTimes.newsMs), now);
