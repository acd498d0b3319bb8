import { expect, test } from 'vitest';
import { countAlerts } from '../../../src/domain/alerting/alert-counts.ts';
import type { AlertKind } from '../../../src/domain/alerting/alert-kinds.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';

const [a, b] = [clinicId('a'), clinicId('b')];
const none = { now: 0, today: 0, later: 0, google: 0, whatsapp: 0 };

test('alerts are counted for each clinic by urgency, and those about Google and WhatsApp once more', () => {
  expect(
    countAlerts([
      { clinicId: a, kind: 'handover', count: 3 },
      { clinicId: b, kind: 'sends-stopped', count: 1 },
      { clinicId: a, kind: 'google-reconnect-required', count: 1 },
      { clinicId: a, kind: 'model-budget', count: 2 },
      { clinicId: b, kind: 'number-health', count: 2 },
    ]),
  ).toEqual([
    { ...none, clinicId: a, today: 4, later: 2, google: 1 },
    { ...none, clinicId: b, now: 1, today: 2, whatsapp: 3 },
  ]);
});

test('those of the installation are no clinic’s, and a kind of a newer version counts as one of today', () => {
  expect(
    countAlerts([
      { kind: 'number-unknown', count: 1 },
      { kind: 'of-a-newer-version' as AlertKind, count: 1 },
    ]),
  ).toEqual([{ ...none, now: 1, today: 1, whatsapp: 1 }]);
});

test('where nothing is open nothing is counted', () => {
  expect(countAlerts([])).toEqual([]);
});
