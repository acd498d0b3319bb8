import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from './list.ts';
import type { sendSteadily } from './load.ts';
import type { FaultProcesses } from './processes.ts';
import type { watchMetrics } from './watch.ts';

/** What one fault did, as a row of the report. */
export type FaultRow = Readonly<Record<string, string | number>>;

/** How long a fault may take to be over. */
export const patienceMs = 120_000;
const leastPatienceMs = 10_000;
/** Before the first fault: how long the load runs, and how long of that is looked at. */
const calmMs = 40_000;
const lookMs = 20_000;
const leastCalmSeconds = 2;
/** For hurting, healing and looking, beside its own seconds, of each fault that is still to come. */
const reservedMs = 15_000;
/** All faults together, however badly they end. What has not begun then is not run. */
const allFaultsMs = 19 * 60_000;

type World = {
  readonly seconds: number;
  readonly processes: FaultProcesses;
  readonly load: Pick<ReturnType<typeof sendSteadily>, 'counts'>;
  /** Whether nobody is still to be told of an alert. */
  readonly areAlertsTold: () => Promise<boolean>;
  readonly watch: Pick<ReturnType<typeof watchMetrics>, 'oldestDue' | 'isInDoubt' | 'signsSince'>;
};

/** Whether a fault was felt by somebody who watches, and is over. */
export const isWell = (row: FaultRow): boolean =>
  typeof row['caught up ms'] === 'number' && row['seen by'] !== 'NOBODY' && row['still seen'] === 'no';

export function faultSufferer({ seconds, processes, load, areAlertsTold, watch }: World) {
  const began = Date.now();
  const leftMs = () => began + allFaultsMs - Date.now();
  /** As long as may be, but for what those behind it need. */
  const patienceFor = (behind: number) =>
    Math.min(patienceMs, Math.max(leastPatienceMs, leftMs() - behind * (seconds * 1_000 + reservedMs)));

  /** In seconds: as old as due work becomes under this load without any fault, and two seconds at least. */
  let calmSeconds = leastCalmSeconds;
  const lookAtTheCalm = async (): Promise<number> => {
    await pause(calmMs - lookMs);
    for (const end = Date.now() + lookMs; Date.now() < end;) {
      await pause(400);
      calmSeconds = Math.max(calmSeconds, watch.oldestDue() ?? 0);
    }
    return calmSeconds;
  };

  /** Nothing due is older than without a fault, three times in a row. */
  const caughtUp = async (withinMs: number): Promise<boolean> => {
    let calm = 0;
    for (const deadline = Date.now() + withinMs; Date.now() < deadline;) {
      await pause(400);
      const age = watch.oldestDue();
      calm = age !== undefined && age <= calmSeconds ? calm + 1 : 0;
      if (calm > 2) return true;
    }
    return false;
  };

  /** What is still seen after a while: a sign has ended when it has not been met for three seconds. */
  const untilUnseen = async (fault: Fault) => {
    for (const deadline = Date.now() + 30_000; ;) {
      await pause(500);
      const seen = watch.signsSince(fault.signs, Date.now() - 3_000);
      if (seen.length === 0 || Date.now() > deadline) return seen;
    }
  };

  /**
   * What is in doubt is repeated once, and given up when that falls into another outage; an alert that is told while a
   * clock is an hour ahead waits for an hour.
   */
  const untilCertain = async () => {
    const deadline = Date.now() + seconds * 1_000 + 6_000;
    while (Date.now() < deadline && (watch.isInDoubt() !== false || !(await areAlertsTold())))
      await pause(400);
  };

  const heal = async (fault: Fault): Promise<void> => {
    await fault.heal?.();
  };

  const suffer = async (fault: Fault, behind: number): Promise<FaultRow> => {
    const before = { ...load.counts };
    const since = Date.now();
    await fault.hurt();
    await pause(seconds * 1_000);
    await heal(fault);
    const healed = Date.now();
    await processes.untilReady();
    const readyMs = Date.now() - healed;
    const isCalm = await caughtUp(patienceFor(behind));
    const calmMs = Date.now() - healed;
    const signs = watch.signsSince(fault.signs, since);
    const lasting = await untilUnseen(fault);
    await untilCertain();
    return {
      fault: fault.name,
      sent: load.counts.sent - before.sent,
      refused: load.counts.refused - before.refused,
      unanswered: load.counts.unanswered - before.unanswered,
      'ready again ms': readyMs,
      'caught up ms': isCalm ? calmMs : 'NOT',
      'seen by':
        [...new Set(signs.map(({ alarm }) => alarm))].join(', ') ||
        (fault.signs.length === 0 ? '–' : 'NOBODY'),
      'still seen': lasting.map(({ alarm }) => alarm).join(', ') || 'no',
    };
  };

  const notOver = (fault: Fault, why: string): FaultRow => ({
    ...{ fault: fault.name, sent: '', refused: '', unanswered: '', 'ready again ms': '' },
    ...{ 'caught up ms': why, 'seen by': '', 'still seen': '' },
  });

  return {
    lookAtTheCalm,
    /** One that breaks off is healed as far as that goes, and the others are run all the same. */
    async suffer(fault: Fault, behind: number): Promise<FaultRow> {
      if (leftMs() < 0) return notOver(fault, 'NOT RUN');
      try {
        return await suffer(fault, behind);
      } catch (error) {
        console.log(`${fault.name}: ${String(error)}`);
        await heal(fault).catch(() => undefined);
        return notOver(fault, 'BROKE OFF');
      }
    },
  };
}
