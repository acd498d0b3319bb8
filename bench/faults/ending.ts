import { setTimeout as pause } from 'node:timers/promises';
import type { GraphStub } from '../../tests/support/vendors/graph-stub.ts';
import type { GoogleTwin } from '../../twin/google/start-google-twin.ts';
import type { AlertOutlets } from './alert-outlets.ts';
import type { bookSteadily } from './bookings.ts';
import { checkFaults } from './check.ts';
import type { sendSteadily } from './load.ts';
import type { FrailPostgres } from './postgres.ts';

export type Ending = {
  /** Nothing lost, nothing doubled. */
  readonly isRight: boolean;
  readonly counts: Readonly<Record<string, number>>;
  /** Kinds of alerts that are open. */
  readonly open: readonly string[];
};

type World = {
  readonly postgres: FrailPostgres;
  readonly load: ReturnType<typeof sendSteadily>;
  readonly bookings: ReturnType<typeof bookSteadily>;
  readonly alerts: AlertOutlets;
  readonly stub: GraphStub;
  readonly google: GoogleTwin;
};

const senderMs = 60_000;
const restMs = 90_000;
/** A person looks at these once; they end by time. */
const endsByTime = ['send-unconfirmed'];

/** Whether every alert that a fault has opened is over with it. */
export const haveResolved = ({ open }: Ending): boolean => open.every((kind) => endsByTime.includes(kind));

/** Ends the load, waits until nothing is under way any more, and counts. */
export async function endOf({ postgres, load, bookings, alerts, stub, google }: World): Promise<Ending> {
  const [isTaken, booked] = await Promise.all([
    within(
      senderMs,
      load.stop().then(() => true),
    ),
    within(senderMs, bookings.stop()),
  ]);
  if (isTaken === undefined) console.log('webhooks are sent in vain');
  if (booked === undefined) console.log('bookings are not answered');
  await alerts.end(postgres);
  await untilAtRest(postgres);
  const open = await postgres.ask<{ kind: string }>(
    'select distinct kind from alerts where resolved_at is null order by kind',
  );
  const { isRight, counts } = await checkFaults(postgres, {
    expected: load.counts.taken,
    booked: booked ?? -1,
    delivered: stub.sent,
    told: alerts.told(),
    google,
  });
  return { isRight: isRight && isTaken === true, counts, open: open.map(({ kind }) => kind) };
}

const within = <T>(ms: number, promise: Promise<T>): Promise<T | undefined> =>
  Promise.race([promise, pause(ms, undefined, { ref: false })]);

async function untilAtRest(postgres: FrailPostgres): Promise<void> {
  for (const deadline = Date.now() + restMs; Date.now() < deadline;) {
    await pause(500);
    const [row] = await postgres.ask<{ open: string }>(
      `select (select count(*) from whatsapp_conversations_improved where turn_due_at is not null)
         + (select count(*) from whatsapp_messages_improved where next_attempt_at is not null)
         + (select count(*) from alerts where announce_at <= now()) + (select count(*) from alert_deliveries where state = 'waiting')
         + (select count(*) from appointments where next_sync_at <= now() or state = 'held') as open`,
    );
    if (Number(row?.open) === 0) return;
  }
  console.log('something still waits');
}
