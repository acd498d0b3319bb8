import type { Readable } from 'node:stream';
import type {
  ConversationEvents,
  ReceivedEvent,
} from '../../../application/ports/messaging/conversation-events.ts';
import type { StillHasAccess, Watcher } from '../../../application/access/still-has-access.ts';
import type { Log } from '../../../application/ports/operations/log.ts';
import type { Clock } from '../../../application/ports/system/clock.ts';
import type { Ids } from '../../../application/ports/system/ids.ts';
import type { Cancel, Timers } from '../../../application/ports/system/timers.ts';
import type { Caller } from '../../../domain/access/caller.ts';
import { presenceSeconds } from '../../../domain/inbox/presence.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { eventText, heartbeatText, openEventStream, type EventStream } from './event-stream.ts';

export type LiveLimits = {
  /** At once, in this process. */
  readonly perClinic: number;
  readonly inAll: number;
  readonly heartbeatMs: number;
  /** What is kept for a reader that does not keep up. */
  readonly mostBytes: number;
  /** Then the reader has to come again, and to show again who they are. */
  readonly longestMs: number;
  /** How often it is looked whether those who read still may. */
  readonly recheckMs: number;
  /** A stream that nobody has begun to read by then was opened for an answer that came too late. */
  readonly takenWithinMs: number;
};

export const defaultLiveLimits: LiveLimits = {
  perClinic: 50,
  inAll: 2_000,
  heartbeatMs: 15_000,
  mostBytes: 64 * 1024,
  longestMs: 30 * 60_000,
  recheckMs: 3_000,
  takenWithinMs: 2_000,
};

type Needs = {
  conversationEvents: ConversationEvents;
  ids: Ids;
  clock: Clock;
  timers: Timers;
  stillHasAccess: StillHasAccess;
  log: Log;
  limits?: LiveLimits;
};
type Reader = Watcher & { readonly stream: EventStream };

/** The readers of this process that watch a clinic's conversations. */
export type LiveConversations = {
  /**
   * `full`: there are too many readers; `stopping`: come again, elsewhere. Ends by itself when the caller's token does, and
   * soon after they have lost their access.
   */
  open(clinicId: ClinicId, caller: Caller): Readable | 'full' | 'stopping';
  /** Ends all of them and lets nobody in any more. */
  close(): void;
};

export function liveConversations({
  conversationEvents,
  ids,
  clock,
  timers,
  stillHasAccess,
  log,
  limits = defaultLiveLimits,
}: Needs): LiveConversations {
  const readers = new Set<Reader>();
  let isClosed = false;
  let cancelBeat: Cancel | undefined;
  let cancelCheck: Cancel | undefined;

  const showLife = () => {
    cancelBeat = timers.after(limits.heartbeatMs, showLife);
    readers.forEach(({ stream }) => stream.write(heartbeatText));
  };
  /** While it cannot be looked up, those who read go on: the database is away, and with it all that happens. */
  const endThoseWithout = async () => {
    const all = [...readers];
    try {
      const may = await stillHasAccess(all);
      all.filter((_, place) => may[place] === false).forEach(({ stream }) => stream.end());
    } catch (err) {
      log.warn({ err }, 'the access of those who watch could not be looked up');
    }
    cancelCheck = readers.size > 0 ? timers.after(limits.recheckMs, () => void endThoseWithout()) : undefined;
  };
  const tell = (stream: EventStream, heard: ReceivedEvent) => {
    const { event, ...data } = heard === 'resync' ? { event: 'resync' } : heard;
    const believed = 'doing' in data ? { seconds: presenceSeconds[data.doing] } : {};
    stream.write(eventText({ id: ids.next(), event, data: { ...data, ...believed } }));
  };

  return {
    open(clinicId, caller) {
      if (isClosed) return 'stopping';
      const inClinic = [...readers].filter((reader) => reader.clinicId === clinicId).length;
      if (inClinic >= limits.perClinic || readers.size >= limits.inAll) return 'full';
      const now = clock.now().getTime();
      const lifeMs = Math.min(
        limits.longestMs,
        (caller.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY) - now,
      );
      const stream = openEventStream(limits.mostBytes, () => {
        unsubscribe();
        cancelEnding();
        cancelTaking();
        readers.delete(reader);
        if (readers.size > 0) return;
        cancelBeat?.();
        cancelBeat = undefined;
        cancelCheck?.();
        cancelCheck = undefined;
      });
      const reader: Reader = { stream, clinicId, caller };
      const unsubscribe = conversationEvents.subscribe(clinicId, (heard) => tell(stream, heard));
      const cancelEnding = timers.after(Math.max(0, lifeMs), () => stream.end());
      const cancelTaking = timers.after(limits.takenWithinMs, () => {
        if (!stream.isTaken()) stream.readable.destroy();
      });
      readers.add(reader);
      cancelBeat ??= timers.after(limits.heartbeatMs, showLife);
      cancelCheck ??= timers.after(limits.recheckMs, () => void endThoseWithout());
      // whatever was read before, and whatever happened between two connections: read it again, now that we listen
      tell(stream, 'resync');
      return stream.readable;
    },
    close() {
      isClosed = true;
      cancelBeat?.();
      cancelCheck?.();
      for (const { stream } of [...readers]) stream.end();
    },
  };
}
