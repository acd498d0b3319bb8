import type { Pool } from 'pg';
import type {
  ConversationEvent,
  ConversationEvents,
  ReceivedEvent,
} from '../../../application/ports/messaging/conversation-events.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { listenTo } from '../listening.ts';
import { clinicOf, payloadsOf, readPayload, resyncPayload } from './event-payload.ts';

type Wish = {
  readonly url: string;
  readonly onFailure: (error: Error) => void;
  /** How long news are gathered, ms. */
  readonly gatherMs?: number;
  /** More than this at once are told as a resync. */
  readonly mostAtOnce?: number;
};

/** So many people at once, in all clinics. */
const mostPresent = 500;

/** Without waiting for the disk: Postgres holds one lock for all notifying commits until they are on it. */
const tellStatement = `
with quick as materialized (select set_config('synchronous_commit', 'off', true))
select pg_notify('atende_news', payload) from quick, unnest($1::text[]) as payload`;

/**
 * News are gathered for a moment and told together, in a transaction of their own after the commit they are about: the
 * hot paths pay nothing for them. All processes hear all clinics and pass on what somebody here has asked for.
 */
export function postgresConversationEvents(
  pool: Pick<Pool, 'query'>,
  { url, onFailure, gatherMs = 50, mostAtOnce = 2_000 }: Wish,
): ConversationEvents & { close(): Promise<void> } {
  const listeners = new Map<ClinicId, Set<(event: ReceivedEvent) => void>>();
  let gathered: ConversationEvent[] = [];
  /** Told beside the others and in nobody's place; of what one person does in a conversation the last counts. */
  const present = new Map<string, ConversationEvent>();
  const notePresence = (event: Extract<ConversationEvent, { event: 'presence' }>) => {
    const key = `${event.clinicId} ${event.conversationId} ${event.actor}`;
    // what is left out is said again in some seconds
    if (present.size < mostPresent || present.has(key)) present.set(key, event);
  };
  const missed = new Set<ClinicId>();
  let telling: NodeJS.Timeout | undefined;
  let isClosed = false;

  const pass = (clinic: ClinicId, events: readonly ReceivedEvent[]) => {
    for (const listener of [...(listeners.get(clinic) ?? [])]) events.forEach(listener);
  };
  /** Only who has a reader listens. */
  let endListening: (() => Promise<void>) | undefined;
  const listen = () =>
    listenTo({
      url,
      channel: 'atende_news',
      applicationName: 'atende news',
      onFailure,
      onNotification(payload) {
        const clinic = clinicOf(payload);
        if (listeners.has(clinic)) pass(clinic, readPayload(payload));
      },
      onListening() {
        for (const clinic of [...listeners.keys()]) pass(clinic, ['resync']);
      },
    });

  const tell = async () => {
    telling = undefined;
    const payloads = [...payloadsOf([...gathered, ...present.values()]), ...[...missed].map(resyncPayload)];
    const clinics = new Set([...missed, ...gathered.map(({ clinicId }) => clinicId)]);
    gathered = [];
    present.clear();
    missed.clear();
    await pool.query(tellStatement, [payloads]).catch((error: unknown) => {
      onFailure(error instanceof Error ? error : new Error(String(error)));
      // told as soon as there is something to tell again
      for (const clinic of [...clinics].slice(0, mostAtOnce)) missed.add(clinic);
    });
  };

  return {
    announce(events) {
      if (isClosed || events.length === 0) return;
      for (const event of events) {
        if (event.event === 'presence') notePresence(event);
        else if (gathered.length < mostAtOnce) gathered.push(event);
        else missed.add(event.clinicId);
      }
      telling ??= setTimeout(() => void tell(), gatherMs);
    },
    subscribe(clinicId, listener) {
      if (!isClosed) endListening ??= listen();
      const own = listeners.get(clinicId) ?? new Set();
      listeners.set(clinicId, own.add(listener));
      return () => {
        own.delete(listener);
        if (own.size === 0 && listeners.get(clinicId) === own) listeners.delete(clinicId);
      };
    },
    async close() {
      isClosed = true;
      clearTimeout(telling);
      listeners.clear();
      await Promise.all([endListening?.(), telling === undefined ? undefined : tell()]);
    },
  };
}
