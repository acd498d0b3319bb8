import type { AlertKind } from './alert-kinds.ts';

/**
 * - `now`: told at any hour; told again when it is still open after half an hour
 * - `today`: waits for the end of quiet hours; told again when it is still open after four hours
 * - `later`: waits, too; told once, because nobody can end it or nothing gets worse
 */
export type AlertUrgency = 'now' | 'today' | 'later';

type AlertRule = {
  readonly urgency: AlertUrgency;
  /** Whoever runs the installation has to know as well, or can mend it alone. */
  readonly isOperators?: true;
};

const minute = 60_000;
const escalatesAfter: Readonly<Record<AlertUrgency, number | undefined>> = {
  now: 30 * minute,
  today: 4 * 60 * minute,
  later: undefined,
};

const [now, today, later] = (['now', 'today', 'later'] as const).map((urgency) => ({ urgency })) as [
  AlertRule,
  AlertRule,
  AlertRule,
];
const operators = ({ urgency }: AlertRule): AlertRule => ({ urgency, isOperators: true });

const rules: Readonly<Record<AlertKind, AlertRule>> = {
  emergency: now,
  'sends-stopped': operators(now),
  'number-unknown': operators(now),
  'items-parked': operators(now),
  'encryption-key-missing': operators(now),
  'google-client-refused': operators(now),
  'google-misconfigured': operators(now),

  handover: today,
  'turn-failed': today,
  'message-changed': today,
  'needs-template': today,
  'template-unusable': today,
  'whatsapp-account': today,
  'number-health': today,
  'whatsapp-token-ends': operators(today),
  'google-reconnect-required': today,
  'google-renewal-failing': today,
  'google-access-ends': today,
  'google-calendars-unreachable': today,
  'calendar-access': today,
  'calendar-unreadable': today,
  'calendar-not-writable': today,
  'calendar-unassigned': today,
  'visit-deleted-in-calendar': today,
  'alerts-undelivered': operators(today),

  'webhook-foreign': operators(later),
  'google-request-refused': operators(later),
  'model-refused': operators(later),
  'model-budget': later,
  'media-unavailable': later,
  'send-failed': today,
  'send-unconfirmed': later,
  'google-disconnected': later,
  'google-revocation-failed': later,
  'calendar-writes-paused': later,
  'calendar-left-visits': later,
  'calendar-shows-erased': later,
  'calendar-conflict': later,
  'visit-outside-hours': later,
  'booking-failed': later,
  'event-left-behind': later,
};

/** A kind that a newer version beside this one has written is told as one of today. */
const ruleOf = (kind: AlertKind): AlertRule => (Object.hasOwn(rules, kind) ? rules[kind] : today);

export const urgencyOf = (kind: AlertKind): AlertUrgency => ruleOf(kind).urgency;
export const isOperators = (kind: AlertKind): boolean => ruleOf(kind).isOperators === true;
/** How long after it was told an open alert is told again, ms; `undefined`: never. */
export const escalatesAfterMs = (kind: AlertKind): number | undefined => escalatesAfter[urgencyOf(kind)];
