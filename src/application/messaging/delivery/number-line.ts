import { after } from '../../../domain/instants.ts';
import type { Rate } from '../../../domain/messaging/pacing.ts';
import type { ClaimedSend } from '../../ports/messaging/outbox.ts';

/** Longer than most have to wait. Whoever would wait for longer tries sooner, and stands in line again. */
const longestMs = 60_000;
/** Numbers that are remembered before those are forgotten in whose line nobody stands any more. */
const manyLines = 1_000;

/**
 * When this process tries again what found the rate of its number full: one behind the other, at the pace of the rate.
 * If all came back when the next place is free, one would get it, and the others would have been claimed in vain. Replies
 * do not stand behind notices, of which there may be thousands.
 */
export function numberLine({ intervalMs }: Rate) {
  const ends = new Map<string, Date>();

  return ({ from, kind }: Pick<ClaimedSend, 'from' | 'kind'>, notBefore: Date, now: Date): Date => {
    const line = `${from.clinicId} ${from.whatsappNumber} ${kind}`;
    const end = ends.get(line);
    const behind = end === undefined ? notBefore : after(end, intervalMs);
    const isTooLate = behind > after(now, longestMs);
    const at = isTooLate || behind < notBefore ? notBefore : behind;
    if (ends.size >= manyLines) for (const [key, past] of ends) if (past <= now) ends.delete(key);
    ends.set(line, at);
    return at;
  };
}
