import { describe, expect, it } from 'vitest';
import { memoryClock } from '../../../../src/adapters/memory/system/clock.ts';
import { memoryDatabase } from '../../../../src/adapters/memory/database.ts';
import { memoryStores } from '../../../../src/adapters/memory/stores.ts';
import { makeWatchCalendars } from '../../../../src/application/scheduling/calendar-sync/watch-calendars.ts';
import { addMemoryClinic } from '../../../support/worlds/memory-clinics.ts';

async function twoProcesses() {
  const clock = memoryClock();
  const db = memoryDatabase(clock);
  const { alerts, clinicCalendars } = memoryStores(db);
  const clinicId = addMemoryClinic(db);
  await clinicCalendars.associate(clinicId, [
    {
      calendarId: 'lia',
      summary: 'Lia',
      timeZone: 'America/Sao_Paulo',
      accessRole: 'owner',
      reachability: 'reachable',
    },
  ]);
  const watcher = () => makeWatchCalendars({ alerts, clinicCalendars, clock });
  const [one, other] = [watcher(), watcher()];
  return {
    clock,
    one: (unknown?: 'not-found' | 'transient') => one(clinicId, [answer(unknown)]),
    other: (unknown?: 'not-found' | 'transient') => other(clinicId, [answer(unknown)]),
    openAlerts: async () => [...(await alerts.openCount()).keys()],
    reachability: async () => (await clinicCalendars.all(clinicId))[0]?.reachability,
    lookups: () => db.alerts.map(({ occurrences }) => occurrences),
  };
}
const answer = (unknown?: 'not-found' | 'transient') =>
  unknown === undefined ? { calendarId: 'lia', busy: [] } : { calendarId: 'lia', unknown };
const minute = 60_000;

describe('an unreadable calendar', () => {
  it('is well again when another process than the one that alerted reads it', async () => {
    const { clock, one, other, openAlerts, reachability } = await twoProcesses();
    await other();
    await one('not-found');
    expect(await openAlerts()).toEqual(['calendar-unreadable']);
    expect(await reachability()).toBe('unreachable');
    clock.advance(5 * minute);
    await other();
    expect(await openAlerts()).toEqual([]);
    expect(await reachability()).toBe('reachable');
  });

  it('is an alert again although this process said so before, when another has ended it meanwhile', async () => {
    const { clock, one, other, openAlerts } = await twoProcesses();
    await one('transient');
    await other();
    expect(await openAlerts()).toEqual([]);
    clock.advance(5 * minute);
    await one('transient');
    expect(await openAlerts()).toEqual(['calendar-unreadable']);
  });

  it('is written down once in a while only, however often it is seen', async () => {
    const { clock, one, lookups } = await twoProcesses();
    for (let second = 0; second < 600; second += 1) {
      await one('transient');
      clock.advance(1_000);
    }
    expect(lookups()).toEqual([2]);
  });
});
