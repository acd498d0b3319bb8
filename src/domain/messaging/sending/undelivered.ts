import { after, isOver, latest } from '../../instants.ts';
import { endingOf, type DeliveryStatus, type OutboundStatus } from '../delivery-status.ts';

/** Nobody will look after a failed message after a week: it is not shown any more. */
export const undeliveredMs = 7 * 24 * 3_600_000;

/** Our last message that failed, where nothing that was written later has arrived either. */
export type Undelivered = {
  readonly at: Date;
  /** Meta's or ours. */
  readonly errorCode?: string;
};

type Said = {
  readonly status: OutboundStatus;
  readonly error?: { readonly code: string; readonly class?: string } | undefined;
  readonly times: Partial<Record<DeliveryStatus, Date>>;
};

/**
 * Whether the patient has missed something that nothing made up for: `said` are our messages, oldest first. What waits for
 * the customer service window is shown as that, and not here.
 */
export function undelivered(said: readonly Said[], now: Date): Undelivered | undefined {
  const arrived = said.findLastIndex(({ status }) => hasArrived(status));
  const failed = said.slice(arrived + 1).filter(isShown(now));
  const at = latest(...failed.map(({ times }) => times.failed));
  const errorCode = failed.at(-1)?.error?.code;
  return at && { at, ...(errorCode !== undefined && { errorCode }) };
}

export const hasArrived = (status: OutboundStatus): boolean => endingOf(status) === 'arrived';

const isShown =
  (now: Date) =>
  ({ status, error, times }: Said): boolean =>
    status === 'failed' &&
    error?.class !== 'needs-template' &&
    times.failed !== undefined &&
    !isOver(after(times.failed, undeliveredMs), now);
