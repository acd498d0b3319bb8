import { beforeEach, describe, expect, it } from 'vitest';
import type { ClinicId } from '../../../../../src/domain/clinic/clinic.ts';
import { alertSteps } from '../../../harness/alert-steps.ts';
import type { Harness, MakeHarness } from '../../../harness/harness.ts';
import { leaseMs } from '../../../harness/steps.ts';

const minute = 60_000;

export const alertDeliveryPlanningContract = (make: MakeHarness) =>
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

    it('begin with the alert, which is looked at by one worker', async () => {
      await hear('a@example.com');
      await open('emergency');
      const claims = await Promise.all(
        Array.from({ length: 6 }, () => harness.stores.alertDeliveries.claimAlerts(5, leaseMs)),
      );
      expect(claims.flat()).toMatchObject([
        { alert: { kind: 'emergency', clinicId }, destinations: [{ clinicId }], planned: [] },
      ]);
    });

    it('are planned once, although an alert is looked at twice', async () => {
      await hear('a@example.com');
      await open('emergency');
      const due = await claimAlert();
      await harness.passTime(leaseMs + 1);
      const again = await claimAlert();
      expect(await plan(due)).toBe(false);
      expect(await plan(again)).toBe(true);
      await harness.passTime(1);
      await deliver();
      expect(await harness.stores.alertDeliveries.claim(5, leaseMs)).toEqual([]);
    });

    it('are planned again when the alert ends while somebody looks at it', async () => {
      await hear('a@example.com');
      await open('emergency');
      const due = await claimAlert();
      await resolve('emergency');
      expect(await plan(due)).toBe(false);
      const again = await claimAlert();
      expect(again.alert.resolvedAt).toBeDefined();
      expect(await plan(again)).toBe(true);
      await harness.passTime(minute);
      expect(await harness.stores.alertDeliveries.claim(5, leaseMs)).toEqual([]);
    });

    it('are planned again when one of them was begun while somebody looks at the alert', async () => {
      await planned('emergency');
      await resolve('emergency');
      const due = await claimAlert();
      await claim();
      expect(await plan(due)).toBe(false);
      expect(await plan(await claimAlert())).toBe(true);
    });

    it('know the quiet hours of their destination', async () => {
      const quiet = { from: 1_320, to: 420 };
      const wanted = [{ channel: 'email' as const, address: 'a@example.com', quiet }];
      await harness.stores.alertDestinations.replace(clinicId, wanted, harness.now());
      await harness.passTime(1);
      await open('emergency');
      const due = await claimAlert();
      const known = { hours: quiet, timeZone: 'America/Sao_Paulo' };
      expect(due.destinations).toMatchObject([{ quiet: known }]);
      await plan(due);
      await harness.passTime(1);
      expect((await claim()).destination.quiet).toEqual(known);
    });

    it('know the quiet hours of the installation by its own clocks, whatever clinic the alert is of', async () => {
      const quiet = { from: 1_320, to: 420 };
      const wanted = [{ channel: 'email' as const, address: 'ops@example.com', quiet }];
      await harness.stores.alertDestinations.replaceInstallations(wanted, 'America/Manaus', harness.now());
      await harness.passTime(1);
      await open('sends-stopped');
      const due = await claimAlert();
      const known = { hours: quiet, timeZone: 'America/Manaus' };
      expect(due.destinations).toMatchObject([{ quiet: known }]);
      await plan(due);
      await harness.passTime(1);
      expect((await claim()).destination.quiet).toEqual(known);
    });

    it('tell of the end beside what has been told before', async () => {
      await planned('emergency');
      await deliver();
      await resolve('emergency');
      await plan(await claimAlert());
      await harness.passTime(1);
      expect(await claim()).toMatchObject({
        event: 'resolved',
        siblings: [{ event: 'opened', state: 'delivered' }],
      });
    });

    it('are due again when the plan says so', async () => {
      await hear('a@example.com');
      await open('emergency');
      await plan(await claimAlert());
      expect(await harness.stores.alertDeliveries.claimAlerts(1, leaseMs)).toEqual([]);
      const wait = await harness.stores.alertDeliveries.msUntilAlert();
      expect(wait).toBeGreaterThan(29 * minute);
      expect(wait).toBeLessThan(31 * minute);
      await harness.passTime(1);
      await deliver();
      await harness.passTime(31 * minute);
      await plan(await claimAlert());
      await harness.passTime(1);
      expect(await claim()).toMatchObject({ event: 'escalated' });
    });

    it('of the installation cross clinics, those of a clinic do not', async () => {
      await hear('a@example.com');
      await harness.stores.alertDestinations.replaceInstallations(
        [{ channel: 'webhook', address: 'https://ops.example.com/' }],
        'America/Sao_Paulo',
        harness.now(),
      );
      const other = await harness.addClinic();
      await harness.stores.alertDestinations.replace(
        other,
        [{ channel: 'email', address: 'other@example.com' }],
        harness.now(),
      );
      await harness.passTime(1);
      await open('sends-stopped');
      const due = await claimAlert();
      expect(due.destinations.map((each) => each.clinicId).toSorted()).toEqual([clinicId, undefined]);
      await plan(due);
      await harness.passTime(1);
      const claimed = await harness.stores.alertDeliveries.claim(10, leaseMs);
      expect(claimed.map(({ destination }) => destination.address).toSorted()).toEqual([
        'a@example.com',
        'https://ops.example.com/',
      ]);
    });

    it('wait for one destination up to a limit', async () => {
      await hear('a@example.com');
      for (const subject of ['1', '2', '3']) await open('handover', subject);
      for (let n = 0; n < 3; n += 1) {
        expect(await plan(await claimAlert(), 2)).toBe(true);
      }
      await harness.passTime(1);
      await deliver();
      await deliver();
      expect(await harness.stores.alertDeliveries.claim(10, leaseMs)).toEqual([]);
    });
  });
