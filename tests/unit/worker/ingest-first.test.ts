import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryClock } from '../../../src/adapters/memory/system/clock.ts';
import { memoryTimers } from '../../../src/adapters/memory/system/timers.ts';
import { makeWorkLoop } from '../../../src/adapters/worker/work-loop.ts';
import { makeIngestFirst, mostGiveWayMs } from '../../../src/application/operations/ingest-first.ts';
import type { Inbox } from '../../../src/application/ports/messaging/inbox.ts';
import { aMessage, phone } from '../../support/builders/a-received-message.ts';
import { ingestOn } from '../../support/worlds/ingest-on.ts';
import { loopNeeds } from '../../support/worlds/loop-needs.ts';
import { memoryWorld } from '../../support/worlds/memory-world.ts';

const workMs = 10;
/** When each webhook comes after the one before it, and how long it waits for its commit. */
const someWebhooks = fc.array(
  fc.record({ afterMs: fc.integer({ min: 0, max: 40 }), takesMs: fc.integer({ min: 1, max: 100 }) }),
  { maxLength: 8 },
);

type Claim = { readonly at: number; readonly isAwaited: boolean };

/** A backlog that never ends, of short pieces, beside these webhooks. */
async function claimsBeside(
  webhooks: readonly { readonly afterMs: number; readonly takesMs: number }[],
): Promise<readonly Claim[]> {
  const needs = loopNeeds(memoryClock());
  const { timers, ingestFirst } = needs;
  const start = timers.elapsed();
  const claims: Claim[] = [];
  let waiting = 0;
  const loop = makeWorkLoop<string>(needs, {
    name: 'test',
    async claim() {
      claims.push({ at: timers.elapsed() - start, isAwaited: waiting > 0 });
      return ['work'];
    },
    handle: () => timers.sleep(workMs),
    msUntilDue: async () => 0,
    concurrency: 1,
    pollMs: 60_000,
  });
  loop.start();
  let at = 0;
  for (const { afterMs, takesMs } of webhooks) {
    at += afterMs;
    timers.after(at, () => {
      void ingestFirst.during(async () => {
        waiting += 1;
        await timers.sleep(takesMs);
        waiting -= 1;
      });
    });
  }
  await timers.advance(500);
  const stopped = loop.stop(0);
  await timers.advance(workMs);
  await stopped;
  return claims;
}

const pausesOf = (claims: readonly Claim[]) =>
  claims.slice(1).map(({ at, isAwaited }, before) => ({ ms: at - (claims[before]?.at ?? 0), isAwaited }));

it('no work is claimed while a webhook waits for its commit, unless the work has waited its time', async () => {
  await fc.assert(
    fc.asyncProperty(someWebhooks, async (webhooks) => {
      const early = pausesOf(await claimsBeside(webhooks)).filter(
        ({ ms, isAwaited }) => isAwaited && ms < workMs + mostGiveWayMs,
      );
      expect(early).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

it('work goes on however many webhooks wait, and at once when none does', async () => {
  await fc.assert(
    fc.asyncProperty(someWebhooks, async (webhooks) => {
      const pauses = pausesOf(await claimsBeside(webhooks));
      expect(Math.max(...pauses.map(({ ms }) => ms))).toBeLessThanOrEqual(workMs + mostGiveWayMs);
    }),
    { numRuns: 40 },
  );
  const alone = pausesOf(await claimsBeside([]));
  expect(new Set(alone.map(({ ms }) => ms))).toEqual(new Set([workMs]));
});

it('a webhook is waited for until all that it brought is committed, or refused', async () => {
  const { stores, clock, db } = memoryWorld();
  const ingestFirst = makeIngestFirst(memoryTimers(clock));
  const commits: ((append: Inbox['append'] | Error) => void)[] = [];
  const inbox: Inbox = {
    append: (messages, policy) =>
      new Promise((resolve, reject) =>
        commits.push((append) =>
          append instanceof Error ? reject(append) : resolve(append(messages, policy)),
        ),
      ),
  };
  const ingest = ingestOn({
    stores: { ...stores, inbox },
    ...{ ids: db.ids, clock, erasureKeys: db.erasureKeys, ingestFirst },
  }).webProcess();
  const append: Inbox['append'] = (...given) => stores.inbox.append(...given);
  for (const end of [append, new Error('the disk is full')]) {
    const item = aMessage({ number: { phoneNumberId: 'pn-1' }, person: { phone: phone('5511988880001') } });
    const stored = ingest({ items: [item], requestId: 'r' }).catch(() => 'refused');
    const seen: string[] = [];
    const work = ingestFirst.giveWay().then(() => seen.push('work'));
    await expect.poll(() => commits.length).toBe(1);
    seen.push('commit');
    commits.pop()?.(end);
    await Promise.all([stored, work]);
    expect(seen).toEqual(['commit', 'work']);
  }
});
