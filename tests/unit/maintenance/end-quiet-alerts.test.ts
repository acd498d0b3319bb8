import { describe, expect, it } from 'vitest';
import { memoryClock } from '../../../src/adapters/memory/system/clock.ts';
import { memoryDatabase } from '../../../src/adapters/memory/database.ts';
import { memoryStores } from '../../../src/adapters/memory/stores.ts';
import { makeEndQuietAlerts } from '../../../src/application/maintenance/end-quiet-alerts.ts';
import type { AlertKind } from '../../../src/domain/alerting/alert-kinds.ts';

const hour = 3_600_000;
const day = 24 * hour;

function house() {
  const clock = memoryClock();
  const { alerts } = memoryStores(memoryDatabase(clock));
  const endQuietAlerts = makeEndQuietAlerts({ alerts, clock });
  const see = (kind: AlertKind) => alerts.open({ kind, subject: 'x' }, 'text', clock.now());
  const isOpen = async (kind: AlertKind) => (await alerts.openCount()).has(kind);
  return { clock, endQuietAlerts, see, isOpen };
}

describe('alerts that nothing ends', () => {
  it.each([
    ['send-failed', 7 * day],
    ['send-unconfirmed', day],
    ['booking-failed', 7 * day],
    ['event-left-behind', 7 * day],
    ['calendar-conflict', 7 * day],
    ['visit-outside-hours', 7 * day],
    ['google-revocation-failed', 7 * day],
    ['alerts-undelivered', 7 * day],
    ['google-misconfigured', 2 * hour],
    ['google-request-refused', 2 * hour],
    ['google-client-refused', 2 * hour],
    ['encryption-key-missing', 2 * hour],
    ['calendar-access', 2 * hour],
    ['calendar-writes-paused', day],
  ] as const)('such as %s end by themselves when they were not seen for %i ms', async (kind, quietMs) => {
    const { clock, endQuietAlerts, see, isOpen } = house();
    await see(kind);
    clock.advance(quietMs - 1);
    await see(kind);
    clock.advance(quietMs);
    await endQuietAlerts();
    expect(await isOpen(kind)).toBe(true);
    clock.advance(1);
    await endQuietAlerts();
    expect(await isOpen(kind)).toBe(false);
  });

  it.each([
    'sends-stopped',
    'handover',
    'turn-failed',
    'needs-template',
    'google-reconnect-required',
    'google-renewal-failing',
    'google-access-ends',
    'google-disconnected',
    'google-calendars-unreachable',
    'calendar-unreadable',
  ] as const)(
    'are not those, such as %s, that last until somebody acts or it is proved well',
    async (kind) => {
      const { clock, endQuietAlerts, see, isOpen } = house();
      await see(kind);
      clock.advance(365 * day);
      await endQuietAlerts();
      expect(await isOpen(kind)).toBe(true);
    },
  );
});
