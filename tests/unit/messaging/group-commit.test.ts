import { describe, expect, it } from 'vitest';
import { memoryClock } from '../../../src/adapters/memory/system/clock.ts';
import { memoryTimers } from '../../../src/adapters/memory/system/timers.ts';
import { makeGroupCommit } from '../../../src/application/messaging/group-commit.ts';
import { IngestOverloaded, IngestUnavailable } from '../../../src/domain/messaging/ingest-errors.ts';

const turnOfEvents = async () => {
  for (let n = 0; n < 10; n += 1) await Promise.resolve();
};

/** A writer whose batches end when the test says so. */
function slowWriter() {
  const batches: (readonly number[])[] = [];
  const open: { finish: () => void; fail: () => void }[] = [];
  const write = (batch: readonly number[]) =>
    new Promise<readonly string[]>((resolve, reject) => {
      batches.push(batch);
      open.push({
        finish: () => resolve(batch.map((n) => `done ${n}`)),
        fail: () => reject(new Error('no database')),
      });
    });
  return { batches, open, write };
}

describe('a group commit', () => {
  it('writes a lone entry at once and what comes meanwhile together', async () => {
    const { batches, open, write } = slowWriter();
    const commit = makeGroupCommit(
      write,
      { inFlight: 1, maxBatch: 3, maxWaiting: 10, maxWaitMs: 10_000 },
      memoryTimers(memoryClock()),
    );
    const results = Promise.all([1, 2, 3, 4, 5].map(commit));
    expect(batches).toEqual([[1]]);
    for (let n = 0; n < 3; n += 1) {
      open[n]?.finish();
      await turnOfEvents();
    }
    expect(batches).toEqual([[1], [2, 3, 4], [5]]);
    expect(await results).toEqual(['done 1', 'done 2', 'done 3', 'done 4', 'done 5']);
  });

  it('keeps as many batches in flight as it may', () => {
    const { batches, write } = slowWriter();
    const commit = makeGroupCommit(
      write,
      { inFlight: 2, maxBatch: 3, maxWaiting: 10, maxWaitMs: 10_000 },
      memoryTimers(memoryClock()),
    );
    for (const n of [1, 2, 3]) void commit(n);
    expect(batches).toEqual([[1], [2]]);
  });

  it('gives the store its next batch before it tells of the last one, so that both work at once', async () => {
    const order: string[] = [];
    const write = async (batch: readonly number[]) => {
      // like a store, which hands the statement to its connection some promises later
      await turnOfEvents();
      order.push(`the store has ${batch.join(' and ')}`);
      return batch;
    };
    const commit = makeGroupCommit(
      write,
      { inFlight: 1, maxBatch: 3, maxWaiting: 10, maxWaitMs: 10_000 },
      memoryTimers(memoryClock()),
    );
    await Promise.all([1, 2, 3].map((n) => commit(n).then(() => order.push(`${n} is told`))));
    expect(order.indexOf('the store has 2 and 3')).toBeLessThan(order.indexOf('1 is told'));
    expect(order.length).toBe(5);
  });

  it('tells only the entries of a failed batch, and goes on', async () => {
    const { open, write } = slowWriter();
    const commit = makeGroupCommit(
      write,
      { inFlight: 1, maxBatch: 3, maxWaiting: 10, maxWaitMs: 10_000 },
      memoryTimers(memoryClock()),
    );
    const first = commit(1);
    const second = commit(2);
    open[0]?.fail();
    await expect(first).rejects.toThrow(IngestUnavailable);
    await turnOfEvents();
    open[1]?.finish();
    expect(await second).toBe('done 2');
  });

  it('refuses at once when too many wait', async () => {
    const { write } = slowWriter();
    const commit = makeGroupCommit(
      write,
      { inFlight: 1, maxBatch: 1, maxWaiting: 2, maxWaitMs: 10_000 },
      memoryTimers(memoryClock()),
    );
    for (const n of [1, 2, 3]) void commit(n);
    await expect(commit(4)).rejects.toThrow(IngestOverloaded);
  });

  it('lets nobody wait for a store that hangs', async () => {
    const timers = memoryTimers(memoryClock());
    const hang = () => new Promise<readonly string[]>(() => undefined);
    const limits = { inFlight: 1, maxBatch: 1, maxWaiting: 10, maxWaitMs: 4_000 };
    const commit = makeGroupCommit(hang, limits, timers);
    const refused = async (entry: string) =>
      await expect(commit(entry)).rejects.toBeInstanceOf(IngestUnavailable);
    const first = [refused('in the batch'), refused('in the queue')];
    await timers.advance(4_000);
    await Promise.all(first);
    const later = refused('while it hangs');
    await timers.advance(4_000);
    await later;
  });
});
