import { messageUnstorable, numberInactive, numberUnknown } from '../messaging/park-items.ts';
import type { AlertCondition, Alerts } from '../ports/operations/alerts.ts';
import type { Backlog } from '../ports/operations/backlog.ts';
import type { Clock } from '../ports/system/clock.ts';

/** Opens alerts for messages that wait outside of conversations, and ends those of which none waits. May be repeated. */
export type WatchParkedItems = () => Promise<void>;

type Needs = {
  backlog: Pick<Backlog, 'read'>;
  alerts: Pick<Alerts, 'open' | 'resolve' | 'list'>;
  clock: Clock;
};

/** Statuses that came before their message, and words of Meta that we only keep, are no patient who waits. */
const waiting: ReadonlySet<string> = new Set([numberInactive, messageUnstorable]);
const page = 500;

export const makeWatchParkedItems =
  ({ backlog, alerts, clock }: Needs): WatchParkedItems =>
  async () => {
    const { parkedItems } = await backlog.read();
    const seen = new Set<string>();
    for (const { clinicId, reason, count } of parkedItems) {
      const condition: AlertCondition | undefined =
        reason === numberUnknown
          ? { kind: 'number-unknown', subject: 'whatsapp' }
          : clinicId !== undefined && waiting.has(reason)
            ? { clinicId, kind: 'items-parked', subject: reason }
            : undefined;
      if (condition === undefined || seen.has(keyOf(condition))) continue;
      seen.add(keyOf(condition));
      await alerts.open(condition, `${count} items wait: ${reason}`, clock.now());
    }
    const isOver = (alert: AlertCondition) =>
      (alert.kind === 'number-unknown' || alert.kind === 'items-parked') && !seen.has(keyOf(alert));
    let open = await alerts.list({ reach: 'all', state: 'open', limit: page });
    for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
      for (const alert of open.filter(isOver)) await alerts.resolve(alert, clock.now());
      open = await alerts.list({ reach: 'all', state: 'open', limit: page, before: last.id });
    }
  };

const keyOf = ({ clinicId, kind, subject }: AlertCondition) => `${clinicId ?? ''} ${kind} ${subject}`;
