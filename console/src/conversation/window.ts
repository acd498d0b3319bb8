import { windowMs } from '../limits.ts';

/** From here on the time left is counted in the composer. */
const soonMs = 2 * 3_600_000;

export type ServiceWindow =
  { readonly state: 'closed' } | { readonly state: 'open'; readonly until: Date; readonly endsSoon: boolean };

/** Whether free text goes out now, and until when. */
export function serviceWindow(lastPatientMessageAt: string | undefined, now: Date): ServiceWindow {
  if (lastPatientMessageAt === undefined) return { state: 'closed' };
  const until = new Date(Date.parse(lastPatientMessageAt) + windowMs);
  const left = until.getTime() - now.getTime();
  return left <= 0 ? { state: 'closed' } : { state: 'open', until, endsSoon: left < soonMs };
}
