import type { GraphMood } from './graph-gate.ts';
import type { AlertOutlets } from './alert-outlets.ts';
import { faultRoles, sumOf, type FaultProcesses, type FaultRole } from './processes.ts';
import type { FrailPostgres } from './postgres.ts';

export type FaultWorld = {
  readonly postgres: FrailPostgres;
  readonly processes: FaultProcesses;
  readonly graph: { be(mood: GraphMood): void };
  readonly google: { refuse(): void; letThrough(): void };
  readonly alerts: Pick<AlertOutlets, 'gates' | 'raise'>;
};

/** A series of ours that shows the fault, and the alarm of deploy/prometheus/rules.yaml that watches it. */
export type FaultSign = {
  readonly metric: string;
  readonly labels?: RegExp;
  /** In the place of the sum of its series. */
  readonly read?: (text: string) => number;
  readonly alarm: string;
};

export type Fault = {
  readonly name: string;
  hurt(): unknown;
  /** Absent where the product has to get well by itself at once. */
  heal?(): unknown;
  readonly signs: readonly FaultSign[];
};

const loops: FaultSign = { metric: 'atende_loop_failures_total', alarm: 'AtendeLoopFailing' };
const refused: FaultSign = {
  metric: 'atende_webhook_ack_seconds_count',
  labels: /status="5/,
  alarm: 'AtendeWebhooksRefused',
};
const ack = 'atende_webhook_ack_seconds';
const slow: FaultSign = {
  metric: ack,
  read: (text) => sumOf(text, `${ack}_count`) - sumOf(text, `${ack}_bucket`, /le="1"/),
  alarm: 'AtendeWebhooksSlow',
};
const retried: FaultSign = { metric: 'atende_delivery_retries_total', alarm: 'AtendeNotWorking' };
const unknown: FaultSign = {
  metric: 'atende_unknown_sends_total',
  labels: /event="opened"/,
  alarm: 'AtendeUnknownSends',
};
const again: FaultSign = {
  metric: 'atende_calendar_syncs_total',
  labels: /outcome="again"/,
  alarm: 'AtendeGoogleDown',
};
const unread: FaultSign = {
  metric: 'atende_calendar_reads_total',
  labels: /outcome="failed"/,
  alarm: 'AtendeGoogleDown',
};
const untold: FaultSign = {
  metric: 'atende_open_alerts',
  labels: /kind="alerts-undelivered"/,
  alarm: 'AtendeAlertsUntold',
};
/** Fewer processes answer a scrape. */
export const down: FaultSign = { metric: 'up', alarm: 'AtendeDown' };

const hourMs = 3_600_000;

export function allFaults({ postgres, processes, graph, google, alerts }: FaultWorld): readonly Fault[] {
  const database = [loops, refused, slow];
  const graphFault = (mood: GraphMood, signs: readonly FaultSign[]): Fault => ({
    name: `Graph API: ${mood}`,
    hurt: () => graph.be(mood),
    heal: () => graph.be('well'),
    signs,
  });
  const outlet = (name: string, channel: keyof typeof alerts.gates): Fault => ({
    name: `${name}: down`,
    async hurt() {
      alerts.gates[channel].refuse();
      await alerts.raise(postgres, name);
    },
    heal: () => alerts.gates[channel].letThrough(),
    signs: [untold],
  });
  const ends = (role: FaultRole, signal: NodeJS.Signals): Fault => ({
    name: `${role}: ${signal}`,
    hurt: () => processes.signal(role, signal),
    signs: [down],
  });
  const jumps = (role: FaultRole, hours: number): Fault => ({
    name: `${role}: clock ${hours > 0 ? '+' : '−'}1 h`,
    hurt: () => processes.jump(role, hours * hourMs),
    heal: () => processes.jump(role, 0),
    signs: [],
  });
  return [
    {
      name: 'Postgres: stopped',
      hurt: () => postgres.stop(),
      heal: () => postgres.startAgain(),
      signs: database,
    },
    { name: 'Postgres: paused', hurt: () => postgres.pause(), heal: () => postgres.goOn(), signs: database },
    { name: 'Postgres: connections reset', hurt: () => postgres.cutConnections(), signs: database },
    {
      name: 'Postgres: read-only',
      hurt: () => postgres.readOnly(true),
      heal: () => postgres.readOnly(false),
      signs: database,
    },
    { name: 'Postgres: backends terminated', hurt: () => postgres.terminateAll(), signs: database },
    ...(postgres.hasDisk
      ? [
          {
            name: 'Postgres: disk full',
            hurt: () => postgres.fillDisk(),
            heal: () => postgres.emptyDisk(),
            signs: database,
          },
        ]
      : []),
    graphFault('down', [retried, unknown]),
    graphFault('silent', [retried, unknown]),
    graphFault('slow', [retried, unknown]),
    graphFault('429', [retried]),
    graphFault('500', [retried, unknown]),
    // taken, but its id is not known
    graphFault('garbage', [
      { metric: 'atende_open_alerts', labels: /kind="send-unconfirmed"/, alarm: 'atende_open_alerts' },
    ]),
    {
      name: 'Google: down',
      hurt: () => google.refuse(),
      heal: () => google.letThrough(),
      signs: [again, unread],
    },
    outlet('Alert receiver', 'webhook'),
    outlet('SMTP', 'email'),
    ...(['worker', 'web'] as const).flatMap((role) => [jumps(role, 1), jumps(role, -1)]),
    ...faultRoles.flatMap((role) => [ends(role, 'SIGTERM'), ends(role, 'SIGKILL')]),
    // last, because what it leaves waiting takes longest to go out
    graphFault('redirect', [retried, unknown]),
  ];
}
