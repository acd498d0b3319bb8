import { describe, expect, test } from 'vitest';
import {
  defaultFeedPolicy,
  readEveryMs,
  renewChannelAt,
} from '../../../../src/domain/scheduling/feed-policy.ts';
import { lia, otto, schedulingWorld } from '../../../support/worlds/scheduling-world.ts';

const pushAddress = 'https://atende.example/webhook/google-calendar';
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

describe('a channel', () => {
  const begun = async (
    fateOf?: Parameters<typeof schedulingWorld>[0] extends infer W ? NonNullable<W> : never,
  ) => {
    const world = await schedulingWorld({ pushAddress, ...fateOf });
    await world.readChanges();
    return world;
  };
  const idsOf = (world: Awaited<ReturnType<typeof begun>>) => [...world.google.channels.keys()];
  const tokenOf = (world: Awaited<ReturnType<typeof begun>>, channelId: string) =>
    /^digest\((.*)\)$/.exec(world.db.google.channels.get(channelId)?.tokenDigest ?? '')?.[1] ?? '';

  test('is opened for each calendar that counts, before it is read for the first time', async () => {
    const world = await begun();
    expect([...world.google.channels.values()].map(({ calendarId }) => calendarId).sort()).toEqual([
      lia,
      otto,
    ]);
    const calls = world.google.calls.filter(({ calendarId }) => calendarId === lia).map(({ call }) => call);
    expect(calls).toEqual(['watch', 'changes']);
  });

  test('makes its calendar due within a second, and only with its secret', async () => {
    const world = await begun();
    world.clock.advance(5_000);
    const [channelId = ''] = idsOf(world);
    expect(await world.noticeCalendarChange({ channelId, token: 'guessed' })).toBe('refused');
    expect(await world.noticeCalendarChange({ channelId: 'unknown', token: 'guessed' })).toBe('unknown');
    world.clock.advance(1_000);
    expect(await world.readChanges()).toEqual([]);
    expect(await world.noticeCalendarChange({ channelId, token: tokenOf(world, channelId) })).toBe('noticed');
    world.clock.advance(1_000);
    expect(await world.readChanges()).toHaveLength(1);
  });

  test('makes polling rare: what a lost message says is read a quarter of an hour later', async () => {
    const world = await begun();
    world.clock.advance(14 * minute);
    expect(await world.readChanges()).toEqual([]);
    world.clock.advance(3 * minute);
    expect(await world.readChanges()).toHaveLength(2);
  });

  test('is renewed before it ends, the former one stopped once the next is open', async () => {
    const world = await begun();
    const first = idsOf(world);
    let renewedAfter = 0;
    for (let passed = 0; passed < 7 * day && renewedAfter === 0; passed += hour) {
      world.clock.advance(hour);
      await world.readChanges();
      if (world.google.channels.size === 4) renewedAfter = passed + hour;
    }
    expect(renewedAfter).toBeGreaterThan(4 * day);
    await world.stopLeftChannels.round(() => true);
    expect(world.google.channels.size).toBe(2);
    expect(idsOf(world)).not.toEqual(expect.arrayContaining(first));
  });

  test('is stopped when its calendar does not count any more', async () => {
    const world = await begun();
    await world.stores.clinicCalendars.associate(world.clinicId, [{ ...world.shared, calendarId: lia }]);
    await world.stopLeftChannels.round(() => true);
    expect([...world.google.channels.values()].map(({ calendarId }) => calendarId)).toEqual([lia]);
  });

  test('that Google does not stop is tried again in an hour, and forgotten when it is over', async () => {
    const world = await begun({
      fateOf: ({ call }) =>
        call === 'stopChannel'
          ? { fate: 'refused', failure: { failure: 'transient', reason: 'backendError' } }
          : { fate: 'done' },
    });
    await world.stopLeftChannels.ofClinic(world.clinicId);
    await world.stopLeftChannels.round(() => true);
    const tries = () => world.google.calls.filter(({ call }) => call === 'stopChannel').length;
    expect(tries()).toBe(2);
    world.clock.advance(hour);
    await world.stopLeftChannels.round(() => true);
    expect(tries()).toBe(4);
    world.clock.advance(8 * day);
    await world.stopLeftChannels.round(() => true);
    expect([tries(), world.db.google.channels.size]).toEqual([4, 0]);
  });

  test('that Google refuses leaves its calendar to polling, and is not asked for at every reading', async () => {
    const world = await begun({
      fateOf: ({ call }) =>
        call === 'watch'
          ? { fate: 'refused', failure: { failure: 'deployment', reason: 'webhookUrlUnauthorized' } }
          : { fate: 'done' },
    });
    for (let round = 0; round < 30; round += 1) {
      world.clock.advance(minute);
      await world.readChanges();
    }
    const calls = world.google.calls.filter(({ calendarId }) => calendarId === lia).map(({ call }) => call);
    expect(calls.filter((call) => call === 'watch')).toHaveLength(1);
    expect(calls.filter((call) => call === 'changes').length).toBeGreaterThan(25);
  });

  test('is never asked for where Google cannot reach us', async () => {
    const world = await schedulingWorld();
    await world.readChanges();
    expect(world.google.calls.map(({ call }) => call)).toEqual(['changes', 'changes']);
  });
});

describe('how often calendars are read', () => {
  const perDay = (counts: { pushed: number; polled: number }) => {
    const every = readEveryMs(counts, defaultFeedPolicy);
    return (counts.pushed * day) / every.pushed + (counts.polled * day) / every.polled;
  };

  test('is every 45 seconds for a few, and never more in a day than the share of the quota', () => {
    expect(readEveryMs({ pushed: 0, polled: 260 }, defaultFeedPolicy).polled).toBe(45_000);
    expect(readEveryMs({ pushed: 0, polled: 1_000 }, defaultFeedPolicy).polled).toBe(172_800);
    expect(readEveryMs({ pushed: 0, polled: 10_000 }, defaultFeedPolicy).polled).toBe(1_728_000);
    expect(readEveryMs({ pushed: 100, polled: 10 }, defaultFeedPolicy)).toEqual({
      pushed: 15 * minute,
      polled: 45_000,
    });
    for (const pushed of [0, 1, 500, 5_000, 10_000])
      for (const polled of [0, 1, 100, 260, 3_000, 20_000])
        expect(perDay({ pushed, polled }) <= 500_001 || pushed + polled === 0).toBe(true);
  });

  test('has the next channel opened before the former one ends, whatever its length', () => {
    const now = new Date('2026-03-02T12:00:00Z');
    for (const ms of [minute, hour, day, 7 * day])
      for (const random of [0, 0.999]) {
        const renewAt = renewChannelAt(now, new Date(now.getTime() + ms), random).getTime() - now.getTime();
        expect(renewAt).toBeGreaterThanOrEqual(ms / 2);
        expect(renewAt).toBeLessThan(ms);
      }
  });
});
