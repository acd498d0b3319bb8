import { beforeEach, describe, expect, it } from 'vitest';
import type { ClinicId } from '../../../../../src/domain/clinic/clinic.ts';
import { after } from '../../../../../src/domain/instants.ts';
import { alertSteps, mostWaiting } from '../../../harness/alert-steps.ts';
import type { Harness, MakeHarness } from '../../../harness/harness.ts';
import { leaseMs } from '../../../harness/steps.ts';

const minute = 60_000;

export const alertDeliveryOrderContract = (make: MakeHarness) =>
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

    it('go to one destination one after the other, the urgent first', async () => {
      await hear('a@example.com', 'b@example.com');
      await open('handover');
      await open('emergency');
      await plan(await claimAlert());
      await plan(await claimAlert());
      await harness.passTime(1);
      const first = await harness.stores.alertDeliveries.claim(10, leaseMs);
      expect(first.map(({ alert }) => alert.kind)).toEqual(['emergency', 'emergency']);
      expect(await harness.stores.alertDeliveries.claim(10, leaseMs)).toEqual([]);
      for (const claimed of first)
        await harness.stores.alertDeliveries.settle(claimed, {
          ...{ to: 'delivered', at: harness.now(), nextAt: harness.now() },
        });
      await harness.passTime(1);
      const second = await harness.stores.alertDeliveries.claim(10, leaseMs);
      expect(second.map(({ alert }) => alert.kind)).toEqual(['handover', 'handover']);
    });

    it('of one alert keep their order, also when the first is put off', async () => {
      await planned('emergency');
      await claim();
      await harness.passTime(leaseMs + 1);
      await resolve('emergency');
      await plan(await claimAlert());
      await harness.passTime(1);
      const first = await claim();
      expect(first.event).toBe('opened');
      const until = after(harness.now(), minute);
      await harness.stores.alertDeliveries.settle(first, { to: 'postponed', until });
      expect(await harness.stores.alertDeliveries.claim(1, leaseMs)).toEqual([]);
      await harness.passTime(minute + 1_000);
      expect((await deliver()).event).toBe('opened');
      expect((await claim()).event).toBe('resolved');
    });

    it('of one alert keep their order, also when a program whose clock is behind planned the later ones', async () => {
      await hear('a@example.com');
      await open('emergency');
      const due = await claimAlert();
      const { id: destinationId } = due.destinations[0]!;
      const events = ['resolved', 'escalated', 'opened'] as const;
      const add = events.map((event) => ({ destinationId, event, dueAt: harness.now() }));
      await harness.stores.alertDeliveries.plan(due, { add, skip: [] }, mostWaiting);
      await harness.passTime(1);
      const told = [(await deliver()).event, (await deliver()).event, (await deliver()).event];
      expect(told).toEqual(['opened', 'escalated', 'resolved']);
    });
  });
