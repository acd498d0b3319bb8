import { beforeEach, describe, expect, it } from 'vitest';
import type { AlertDeliveries } from '../../../../../src/application/ports/alerting/alert-deliveries.ts';
import type { ClinicId } from '../../../../../src/domain/clinic/clinic.ts';
import { after } from '../../../../../src/domain/instants.ts';
import { alertSteps } from '../../../harness/alert-steps.ts';
import type { Harness, MakeHarness } from '../../../harness/harness.ts';
import { leaseMs } from '../../../harness/steps.ts';

const minute = 60_000;

export const alertDeliveryAttemptsContract = (make: MakeHarness) =>
  describe('deliveries of alerts', () => {
    let harness: Harness;
    let clinicId: ClinicId;
    beforeEach(async () => {
      harness = await make();
      clinicId = await harness.addClinic();
    });
    const { claim, claimAlert, deliver, hear, open, plan, planned, resolve } = alertSteps(() => ({
      harness,
      clinicId,
    }));

    it('are claimed with everything that a notification needs', async () => {
      await hear('a@example.com');
      await open('emergency');
      expect(await plan(await claimAlert())).toBe(true);
      await harness.passTime(1);
      expect(await claim()).toMatchObject({
        event: 'opened',
        attempts: 1,
        alert: { kind: 'emergency', clinicId },
        clinic: { id: clinicId, name: 'Clínica Aurora', timeZone: 'America/Sao_Paulo' },
        siblings: [],
        destination: { clinicId, channel: 'email', address: 'a@example.com', failures: 0 },
      });
    });

    it('are tried again under the same id, after the pause of their destination', async () => {
      await planned('emergency');
      const first = await claim();
      const nextAt = after(harness.now(), minute);
      const failed = { to: 'retry', at: harness.now(), nextAt, code: 'http-503' } as const;
      expect(await harness.stores.alertDeliveries.settle(first, failed)).toBe(true);
      expect(await harness.stores.alertDeliveries.settle(first, failed)).toBe(false);
      expect(await harness.stores.alertDeliveries.claim(1, leaseMs)).toEqual([]);
      const wait = await harness.stores.alertDeliveries.msUntilDue();
      expect(wait).toBeGreaterThan(minute / 2);
      await harness.passTime(minute + 1_000);
      const again = await claim();
      expect(again).toMatchObject({ id: first.id, attempts: 2, destination: { failures: 1 } });
      const [destination] = await harness.stores.alertDestinations.list(clinicId);
      expect(destination?.last).toMatchObject({ event: 'opened', code: 'http-503' });
    });

    it('wait no longer once a test has reached their destination, and as long after one that has not', async () => {
      await planned('emergency');
      const first = await claim();
      const nextAt = after(harness.now(), 60 * minute);
      await harness.stores.alertDeliveries.settle(first, {
        ...{ to: 'retry', at: harness.now(), nextAt, code: 'http-503' },
      });
      const { id } = first.destination;
      const test = (code?: string) =>
        harness.stores.alertDestinations.noteAttempt(clinicId, id, {
          ...{ event: 'test', at: harness.now(), ...(code !== undefined && { code }) },
        });
      await test('http-503');
      await harness.passTime(1);
      expect(await harness.stores.alertDeliveries.claim(1, leaseMs)).toEqual([]);
      await test();
      await harness.passTime(1);
      expect(await claim()).toMatchObject({ id: first.id, destination: { failures: 0 } });
    });

    it.each([
      ['ahead', 1],
      ['behind', -1],
    ])('pause as long as was said, also when the clock of who tells them is an hour %s', async (_, hours) => {
      await planned('emergency');
      const first = await claim();
      const at = after(harness.now(), hours * 60 * minute);
      const failed = { to: 'retry', at, nextAt: after(at, minute), code: 'http-500' } as const;
      await harness.stores.alertDeliveries.settle(first, failed);
      expect(await harness.stores.alertDeliveries.claim(5, leaseMs)).toEqual([]);
      await harness.passTime(minute);
      expect((await claim()).id).toBe(first.id);
    });

    it('whose worker has died are found again, and the dead one settles nothing', async () => {
      await planned('emergency');
      const dead = await claim();
      await harness.passTime(leaseMs + 1);
      const next = await claim();
      expect(next).toMatchObject({ id: dead.id, attempts: 2 });
      const done = { to: 'delivered', at: harness.now(), nextAt: harness.now() } as const;
      expect(await harness.stores.alertDeliveries.settle(dead, done)).toBe(false);
      expect(await harness.stores.alertDeliveries.settle(next, done)).toBe(true);
    });

    it('that are given up or skipped let the next one go', async () => {
      await hear('a@example.com');
      for (const subject of ['1', '2', '3']) await open('handover', subject);
      for (let n = 0; n < 3; n += 1) await plan(await claimAlert());
      await harness.passTime(1);
      const settle: AlertDeliveries['settle'] = (...args) => harness.stores.alertDeliveries.settle(...args);
      const [at, nextAt] = [harness.now(), harness.now()];
      const givenUp = await claim();
      await settle(givenUp, { to: 'given-up', at, nextAt, code: 'http-400' });
      await harness.passTime(1);
      const skipped = await claim();
      await settle(skipped, { to: 'skipped' });
      expect([givenUp.id, skipped.id]).not.toContain((await claim()).id);
    });

    it('that are put off wait as if nobody had claimed them', async () => {
      await planned('handover');
      const claimed = await claim();
      const until = after(harness.now(), minute);
      const settle: AlertDeliveries['settle'] = (...args) => harness.stores.alertDeliveries.settle(...args);
      expect(await settle(claimed, { to: 'postponed', until })).toBe(true);
      expect(await settle(claimed, { to: 'postponed', until })).toBe(false);
      expect(await harness.stores.alertDeliveries.claim(1, leaseMs)).toEqual([]);
      await harness.passTime(minute + 1_000);
      expect(await claim()).toMatchObject({ id: claimed.id, attempts: 1, destination: { failures: 0 } });
    });

    it('end with their destination', async () => {
      await hear('a@example.com');
      await open('emergency');
      await plan(await claimAlert());
      await hear();
      await harness.passTime(minute);
      expect(await harness.stores.alertDeliveries.claim(10, leaseMs)).toEqual([]);
    });

    it('are forgotten when the alert has been over for long', async () => {
      await planned('emergency');
      await deliver();
      const later = after(harness.now(), minute);
      expect(await harness.stores.alertDeliveries.forget(later)).toBe(0);
      await resolve('emergency');
      expect(await harness.stores.alertDeliveries.forget(after(harness.now(), -minute))).toBe(0);
      expect(await harness.stores.alertDeliveries.forget(later)).toBe(1);
    });
  });
