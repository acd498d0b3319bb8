import { describe, expect, it } from 'vitest';
import { memoryDatabase } from '../../../src/adapters/memory/database.ts';
import { memoryStores } from '../../../src/adapters/memory/stores.ts';
import { memoryClock } from '../../../src/adapters/memory/system/clock.ts';
import { makeWatchParkedItems } from '../../../src/application/maintenance/watch-parked-items.ts';
import type { Backlog } from '../../../src/application/ports/operations/backlog.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';

type Parked = Awaited<ReturnType<Backlog['read']>>['parkedItems'];
const clinic = clinicId('00000000-0000-4000-8000-000000000001');

function house() {
  const clock = memoryClock();
  const { alerts } = memoryStores(memoryDatabase(clock));
  let parkedItems: Parked = [];
  const backlog = { read: async () => ({ clinics: [], parkedItems, openAlerts: new Map<string, number>() }) };
  const watch = makeWatchParkedItems({ backlog, alerts, clock });
  return {
    alerts,
    see: async (...items: Parked) => {
      parkedItems = items;
      await watch();
      const open = await alerts.list({ reach: 'all', state: 'open', limit: 100 });
      return open.map((alert) => [alert.clinicId, alert.kind, alert.subject]).sort();
    },
  };
}

describe('parked messages', () => {
  it('raise one alert for all numbers that nobody has, which ends when none waits', async () => {
    const { see } = house();
    const unknown = { reason: 'number-unknown', count: 3 };
    const one = [[undefined, 'number-unknown', 'whatsapp']];
    expect(await see(unknown, { ...unknown, clinicId: clinic })).toEqual(one);
    expect(await see({ ...unknown, count: 9 })).toEqual(one);
    expect(await see()).toEqual([]);
  });

  it('raise one alert per clinic and reason, each ending by itself', async () => {
    const { see } = house();
    const inactive = { clinicId: clinic, reason: 'number-inactive', count: 1 };
    const refused = { clinicId: clinic, reason: 'message-unstorable', count: 1 };
    expect(await see(inactive, refused)).toEqual([
      [clinic, 'items-parked', 'message-unstorable'],
      [clinic, 'items-parked', 'number-inactive'],
    ]);
    expect(await see(refused)).toEqual([[clinic, 'items-parked', 'message-unstorable']]);
  });

  it('end also behind any number of other alerts', async () => {
    const { see, alerts } = house();
    const unknown = { reason: 'number-unknown', count: 3 };
    await see(unknown);
    for (let n = 0; n < 1_100; n += 1)
      await alerts.open({ clinicId: clinic, kind: 'handover', subject: `c${n}` }, 'text', new Date());
    await see();
    expect((await alerts.openCount()).get('number-unknown')).toBeUndefined();
  });

  it('are no alert where no patient waits, and alerts of other kinds stay', async () => {
    const { see, alerts } = house();
    await alerts.open({ clinicId: clinic, kind: 'handover', subject: 'c' }, 'text', new Date());
    const noise = ['status-without-message', 'template', 'history'];
    expect(await see(...noise.map((reason) => ({ clinicId: clinic, reason, count: 5 })))).toEqual([
      [clinic, 'handover', 'c'],
    ]);
  });
});
