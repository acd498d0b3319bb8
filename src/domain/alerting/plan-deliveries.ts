import { after, earliest, isOver } from '../instants.ts';
import { isQuiet, quietEnds } from '../reminders/plan-reminders.ts';
import type { AlertDestination, AlertEvent, PlannedDelivery, TellableAlert } from './alert-delivery.ts';
import { escalatesAfterMs, isOperators, urgencyOf } from './alert-rules.ts';

type NewDelivery = { readonly destinationId: string; readonly event: AlertEvent; readonly dueAt: Date };

export type AlertPlan = {
  readonly add: readonly NewDelivery[];
  /** Those that wait and are not worth telling any more. */
  readonly skip: readonly Pick<PlannedDelivery, 'destinationId' | 'event'>[];
  /** When the alert is looked at again, unless it changes before. */
  readonly next?: Date;
};

/** Whom an alert is for. One about a destination never goes to that destination itself. */
export const hears = (alert: TellableAlert, { id, clinicId, since }: AlertDestination): boolean =>
  since <= alert.openedAt &&
  (clinicId === undefined
    ? alert.clinicId === undefined || isOperators(alert.kind)
    : clinicId === alert.clinicId) &&
  !(alert.kind === 'alerts-undelivered' && alert.subject === id);

/** What there is to tell of an alert at this moment, each event once for each destination. */
export function planDeliveries(
  alert: TellableAlert,
  destinations: readonly AlertDestination[],
  planned: readonly PlannedDelivery[],
  now: Date,
): AlertPlan {
  const plans = destinations
    .filter((destination) => hears(alert, destination))
    .map((destination) => {
      const own = planned.filter(({ destinationId }) => destinationId === destination.id);
      return alert.resolvedAt === undefined
        ? planOpen(alert, destination, own, now)
        : planResolved(alert, destination, own, now);
    });
  const next = earliest(...plans.map((plan) => plan.next));
  return {
    add: plans.flatMap(({ add }) => add),
    skip: plans.flatMap(({ skip }) => skip),
    ...(next !== undefined && { next }),
  };
}

function planOpen(
  alert: TellableAlert,
  destination: AlertDestination,
  own: readonly PlannedDelivery[],
  now: Date,
): AlertPlan {
  const opened = own.find(({ event }) => event === 'opened');
  const escalatesMs = escalatesAfterMs(alert.kind);
  const add = (event: AlertEvent) => ({
    destinationId: destination.id,
    event,
    dueAt: heldUntil(alert, destination, now) ?? now,
  });
  const told = opened ?? add('opened');
  if (escalatesMs === undefined || own.some(({ event }) => event === 'escalated'))
    return { add: opened === undefined ? [add('opened')] : [], skip: [] };
  const escalatesAt = after(told.dueAt, escalatesMs);
  if (opened === undefined) return { add: [add('opened')], skip: [], next: escalatesAt };
  return isOver(escalatesAt, now)
    ? { add: [add('escalated')], skip: [] }
    : { add: [], skip: [], next: escalatesAt };
}

/** Only those hear of the end who have heard of the beginning, or may have: it was on its way. */
function planResolved(
  alert: TellableAlert,
  destination: AlertDestination,
  own: readonly PlannedDelivery[],
  now: Date,
): AlertPlan {
  const untold = own.filter(
    ({ event, state, attempts }) => event !== 'resolved' && state === 'waiting' && attempts === 0,
  );
  const hasHeard = own.some(
    ({ event, state, attempts }) =>
      event !== 'resolved' && (state === 'delivered' || (state === 'waiting' && attempts > 0)),
  );
  const isPlanned = own.some(({ event }) => event === 'resolved');
  const dueAt = heldUntil(alert, destination, now) ?? now;
  return {
    add: hasHeard && !isPlanned ? [{ destinationId: destination.id, event: 'resolved', dueAt }] : [],
    skip: untold.map(({ destinationId, event }) => ({ destinationId, event })),
  };
}

/** Until when quiet hours hold back what can wait; `undefined`: it may be told now. */
export const heldUntil = (
  { kind }: Pick<TellableAlert, 'kind'>,
  { quiet }: Pick<AlertDestination, 'quiet'>,
  now: Date,
): Date | undefined =>
  quiet !== undefined && urgencyOf(kind) !== 'now' && isQuiet(now, quiet.hours, quiet.timeZone)
    ? quietEnds(now, quiet.hours, quiet.timeZone)
    : undefined;

/**
 * Whether a delivery in hand still says something new: `attempts` counts this one. An alert that is over before it was
 * told is not told; its end only where something of it has arrived.
 */
export function isWorthTelling(
  { event, attempts }: Pick<PlannedDelivery, 'event' | 'attempts'>,
  alert: Pick<TellableAlert, 'resolvedAt'>,
  siblings: readonly Pick<PlannedDelivery, 'event' | 'state'>[],
): boolean {
  if (event === 'resolved')
    return siblings.some((other) => other.event !== 'resolved' && other.state === 'delivered');
  return alert.resolvedAt === undefined || attempts > 1;
}
