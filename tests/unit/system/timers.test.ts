import { describe, expect, it } from 'vitest';
import { memoryClock } from '../../../src/adapters/memory/system/clock.ts';
import { memoryTimers } from '../../../src/adapters/memory/system/timers.ts';
import { systemTimers } from '../../../src/adapters/system/timers.ts';

const onVirtualTime = () => {
  const clock = memoryClock();
  const start = clock.now().getTime();
  const timers = memoryTimers(clock);
  const seen: string[] = [];
  const note = (what: string) => () => void seen.push(`${what} at ${clock.now().getTime() - start}`);
  return { clock, start, timers, seen, note };
};

describe('Timers on virtual time', () => {
  it('run what is due, the earliest first, with the clock at its time', async () => {
    const { timers, seen, note } = onVirtualTime();
    timers.after(200, note('second'));
    timers.after(100, note('first'));
    timers.after(301, note('too late'));
    await timers.advance(300);
    expect(seen).toEqual(['first at 100', 'second at 200']);
  });

  it('run what is due at the same time in the order in which it was set', async () => {
    const { timers, seen, note } = onVirtualTime();
    for (const name of ['a', 'b', 'c']) timers.after(50, note(name));
    await timers.advance(50);
    expect(seen).toEqual(['a at 50', 'b at 50', 'c at 50']);
  });

  it('run what was set meanwhile, when it is due within the same time', async () => {
    const { timers, seen, note } = onVirtualTime();
    timers.after(10, () => timers.after(10, note('the next')));
    await timers.advance(20);
    expect(seen).toEqual(['the next at 20']);
  });

  it('let whoever slept go on before later timers run', async () => {
    const { timers, seen, note } = onVirtualTime();
    const sleeper = async () => {
      await timers.sleep(10);
      await Promise.resolve();
      note('the sleeper')();
      await timers.sleep(10);
      note('the sleeper')();
    };
    void sleeper();
    timers.after(15, note('the timer'));
    await timers.advance(100);
    expect(seen).toEqual(['the sleeper at 10', 'the timer at 15', 'the sleeper at 20']);
  });

  it('never run what was cancelled', async () => {
    const { timers, seen, note } = onVirtualTime();
    const cancel = timers.after(10, note('cancelled'));
    timers.after(5, cancel);
    await timers.advance(20);
    expect(seen).toEqual([]);
  });

  it('bring the clock to the end of the time that passed', async () => {
    const { clock, start, timers } = onVirtualTime();
    const before = timers.elapsed();
    await timers.advance(1_000);
    expect(clock.now().getTime() - start).toBe(1_000);
    expect(timers.elapsed() - before).toBe(1_000);
  });
});

describe('Timers of the system', () => {
  it('run what was set and not what was cancelled', async () => {
    const seen: string[] = [];
    const cancel = systemTimers.after(1, () => seen.push('cancelled'));
    cancel();
    await new Promise<void>((resolve) => systemTimers.after(2, resolve));
    expect(seen).toEqual([]);
  });

  it('measure the time that was slept', async () => {
    const before = systemTimers.elapsed();
    await systemTimers.sleep(5);
    expect(systemTimers.elapsed() - before).toBeGreaterThan(3);
  });
});
