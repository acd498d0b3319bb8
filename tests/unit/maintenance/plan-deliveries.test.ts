import { describe, expect, it } from 'vitest';
import type { AlertDestination, PlannedDelivery } from '../../../src/domain/alerting/alert-delivery.ts';
import type { AlertKind } from '../../../src/domain/alerting/alert-kinds.ts';
import { hears, isWorthTelling, planDeliveries } from '../../../src/domain/alerting/plan-deliveries.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import { after } from '../../../src/domain/instants.ts';

const minute = 60_000;
const [a, b] = [clinicId('a'), clinicId('b')];
// noon in São Paulo
const noon = new Date('2026-11-29T15:00:00Z');
const midnight = new Date('2026-11-30T03:00:00Z');
const own: AlertDestination = { id: 'own', clinicId: a, since: noon };
const operators: AlertDestination = { id: 'ops', since: noon };
const alert = (kind: AlertKind, wish: object = {}) => ({
  clinicId: a,
  kind,
  subject: 's',
  openedAt: noon,
  ...wish,
});
const planned = (wish: Partial<PlannedDelivery>): PlannedDelivery => ({
  ...{ destinationId: 'own', event: 'opened', state: 'delivered', attempts: 1, dueAt: noon },
  ...wish,
});

describe('who hears of an alert', () => {
  it('is the clinic that it is about, and no other', () => {
    expect(hears(alert('handover'), own)).toBe(true);
    expect(hears(alert('handover', { clinicId: b }), own)).toBe(false);
    expect(hears(alert('handover', { clinicId: undefined }), own)).toBe(false);
  });

  it('is the installation, where it has to mend it or no clinic is known', () => {
    expect(hears(alert('handover'), operators)).toBe(false);
    expect(hears(alert('items-parked'), operators)).toBe(true);
    expect(hears({ kind: 'number-unknown', subject: 's', openedAt: noon }, operators)).toBe(true);
  });

  it('is never the destination that the alert is about', () => {
    expect(hears(alert('alerts-undelivered', { subject: 'own' }), own)).toBe(false);
    expect(hears(alert('alerts-undelivered', { subject: 'other' }), own)).toBe(true);
  });

  it('is nobody who was not there when it began', () => {
    expect(hears(alert('handover', { openedAt: after(noon, -1) }), own)).toBe(false);
  });
});

describe('an open alert', () => {
  it('is told at once, and looked at again when it would escalate', () => {
    expect(planDeliveries(alert('emergency'), [own, operators], [], noon)).toEqual({
      ...{ add: [{ destinationId: 'own', event: 'opened', dueAt: noon }], skip: [] },
      next: after(noon, 30 * minute),
    });
  });

  it('escalates once, and only where somebody can end it', () => {
    const at = after(noon, 30 * minute);
    const told = planned({});
    expect(planDeliveries(alert('emergency'), [own], [told], at)).toEqual({
      ...{ add: [{ destinationId: 'own', event: 'escalated', dueAt: at }], skip: [] },
    });
    const escalated = planned({ event: 'escalated' });
    expect(planDeliveries(alert('emergency'), [own], [told, escalated], at)).toEqual({ add: [], skip: [] });
    expect(planDeliveries(alert('booking-failed'), [own], [told], after(noon, 1e9))).toEqual({
      add: [],
      skip: [],
    });
  });

  it('waits for the end of quiet hours unless it cannot wait', () => {
    const quiet = { hours: { from: 1_320, to: 420 }, timeZone: 'America/Sao_Paulo' };
    const asleep = { ...own, quiet };
    const dueAt = (kind: AlertKind) => planDeliveries(alert(kind), [asleep], [], midnight).add[0]?.dueAt;
    expect(dueAt('handover')).toEqual(new Date('2026-11-30T10:00:00Z'));
    expect(dueAt('emergency')).toEqual(midnight);
  });
});

describe('an alert that is over', () => {
  const over = alert('emergency', { resolvedAt: noon });
  const resolved = { add: [{ destinationId: 'own', event: 'resolved', dueAt: noon }], skip: [] };

  it('is told where the beginning was, or may have been', () => {
    expect(planDeliveries(over, [own], [planned({})], noon)).toEqual(resolved);
    expect(planDeliveries(over, [own], [planned({ state: 'waiting' })], noon)).toEqual(resolved);
    expect(planDeliveries(over, [own], [planned({}), planned({ event: 'resolved' })], noon).add).toEqual([]);
  });

  it('is not told where nobody has heard of it', () => {
    expect(planDeliveries(over, [own], [], noon)).toEqual({ add: [], skip: [] });
    expect(planDeliveries(over, [own], [planned({ state: 'given-up' })], noon).add).toEqual([]);
    expect(planDeliveries(over, [own], [planned({ state: 'waiting', attempts: 0 })], noon)).toEqual({
      ...{ add: [], skip: [{ destinationId: 'own', event: 'opened' }] },
    });
  });
});

describe('a delivery in hand', () => {
  it('of a beginning is not sent for the first time when the alert is over', () => {
    const tell = (attempts: number, wish: object) => isWorthTelling({ event: 'opened', attempts }, wish, []);
    expect(tell(1, {})).toBe(true);
    expect(tell(1, { resolvedAt: noon })).toBe(false);
    // the other side may have got the first attempt
    expect(tell(2, { resolvedAt: noon })).toBe(true);
  });

  it('of an end is sent only after something that has arrived', () => {
    const end = { event: 'resolved', attempts: 1 } as const;
    const after_ = (state: PlannedDelivery['state']) =>
      isWorthTelling(end, { resolvedAt: noon }, [{ event: 'opened', state }]);
    expect(after_('delivered')).toBe(true);
    expect(after_('given-up')).toBe(false);
    expect(after_('skipped')).toBe(false);
  });
});
