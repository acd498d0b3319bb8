import { describe, expect, it } from 'vitest';
import { memoryClock } from '../../../src/adapters/memory/system/clock.ts';
import { seededRandomness } from '../../../src/adapters/memory/system/randomness.ts';
import { memoryTimers } from '../../../src/adapters/memory/system/timers.ts';
import { openRegistry } from '../../../src/adapters/prometheus/registry.ts';
import { prometheusTelemetry } from '../../../src/adapters/prometheus/telemetry.ts';
import { runMaintenance } from '../../../src/adapters/worker/maintenance.ts';

const minute = 60_000;

function onVirtualTime() {
  const timers = memoryTimers(memoryClock());
  const registry = openRegistry(() => 0);
  const logged: object[] = [];
  const note = (fields: object) => void logged.push(fields);
  const needs = {
    timers,
    randomness: seededRandomness(1),
    telemetry: prometheusTelemetry(registry),
    log: { debug: note, info: note, warn: note, error: note },
  };
  return { timers, registry, logged, needs };
}

describe('Maintenance', () => {
  it('runs every job at the start and then about as often as it says', async () => {
    const { timers, needs } = onVirtualTime();
    const rounds = { often: 0, seldom: 0 };
    const count = (name: keyof typeof rounds) => async () => void (rounds[name] += 1);
    runMaintenance(needs, [
      { name: 'often', everyMs: minute, run: count('often') },
      { name: 'seldom', everyMs: 60 * minute, run: count('seldom') },
    ]);
    expect(rounds).toEqual({ often: 1, seldom: 1 });
    await timers.advance(24 * 60 * minute);
    expect(Math.abs(rounds.often - 24 * 60)).toBeLessThan(80);
    expect(Math.abs(rounds.seldom - 24)).toBeLessThan(4);
  });

  it('never runs two rounds of one job at a time', async () => {
    const { timers, needs } = onVirtualTime();
    let atOnce = 0;
    let most = 0;
    const run = async () => {
      most = Math.max(most, (atOnce += 1));
      await timers.sleep(5 * minute);
      atOnce -= 1;
    };
    runMaintenance(needs, [{ name: 'slow', everyMs: minute, run }]);
    await timers.advance(60 * minute);
    expect(most).toBe(1);
  });

  it('logs and counts a round that fails, and tries again', async () => {
    const { timers, needs, registry, logged } = onVirtualTime();
    let rounds = 0;
    const run = async () => {
      rounds += 1;
      if (rounds === 1) throw new Error('the database is away');
    };
    runMaintenance(needs, [{ name: 'privacy', everyMs: minute, run }]);
    await timers.advance(3 * minute);
    expect(rounds).toBeGreaterThan(1);
    expect(logged).toEqual([expect.objectContaining({ loop: 'privacy' })]);
    expect(await registry.metrics()).toMatch(/loop="privacy"[^}]*} 1\b/);
  });

  it('ends a long round early when it is stopped, and begins no other', async () => {
    const { timers, needs } = onVirtualTime();
    let steps = 0;
    let rounds = 0;
    const run = async (stillWanted: () => boolean) => {
      rounds += 1;
      for (; stillWanted(); steps += 1) await timers.sleep(minute);
    };
    const maintenance = runMaintenance(needs, [{ name: 'long', everyMs: minute, run }]);
    await timers.advance(3 * minute);
    const stopped = maintenance.stop(5 * minute);
    await timers.advance(minute);
    await stopped;
    await timers.advance(60 * minute);
    expect({ steps, rounds }).toEqual({ steps: 4, rounds: 1 });
  });

  it('waits no longer than its grace for a round that does not end', async () => {
    const { timers, needs } = onVirtualTime();
    const run = () => new Promise<void>(() => undefined);
    const maintenance = runMaintenance(needs, [{ name: 'stuck', everyMs: minute, run }]);
    const stopped = maintenance.stop(5_000);
    await timers.advance(5_000);
    await expect(stopped).resolves.toBeUndefined();
  });
});
