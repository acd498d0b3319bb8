import { expect } from 'vitest';
import {
  mortalProcess,
  never,
  ProcessDied,
  type Moment,
  type MortalProcess,
} from '../../../support/worlds/mortal-process.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

export type Mission = {
  /** What one process does: claims what is due and works, until nothing is. */
  readonly work: (process: MortalProcess) => Promise<void>;
  /** What the world does between two processes, e.g. Meta reports what it has delivered. */
  readonly meanwhile?: () => Promise<void>;
  /** What must be true once all is done, whatever happened. */
  readonly check: () => Promise<void>;
};

/** Longer than every lease, and than an unknown outcome waits for a status. */
const pauseMs = 61_000;
const processesAfter = 4;
const mostSteps = 80;

/** What a death left undone is for other processes. */
async function finish(harness: Harness, { work, meanwhile }: Mission): Promise<void> {
  for (let n = 0; n < processesAfter; n += 1) {
    await meanwhile?.();
    await harness.passTime(pauseMs);
    await work(mortalProcess(never, 'before'));
  }
}

/**
 * The mission once for every step that it takes and for both moments: the process dies there, others come after it.
 * Which steps there were, as far as one process lived to take them all.
 */
export async function dieAtEveryStep(
  make: MakeHarness,
  begin: (harness: Harness) => Promise<Mission>,
): Promise<readonly string[]> {
  let steps: readonly string[] = [];
  for (const moment of ['before', 'after'] satisfies Moment[])
    for (let at = 1; ; at += 1) {
      if (at > mostSteps) throw new Error(`more than ${mostSteps} steps`);
      const harness = await make();
      const mission = await begin(harness);
      const process = mortalProcess(at, moment);
      await mission.work(process).catch((error: unknown) => {
        if (!(error instanceof ProcessDied)) throw error;
      });
      await finish(harness, mission);
      const place = process.isDead ? `dead ${moment} step ${at}, ${process.steps.at(-1)}` : 'nobody died';
      await mission.check().catch((error: unknown) => {
        throw new Error(`${place}: ${error instanceof Error ? error.message : String(error)}`, {
          cause: error,
        });
      });
      if (!process.isDead) {
        steps = process.steps;
        break;
      }
    }
  expect(steps.length).toBeGreaterThan(3);
  return steps;
}
