import { expect, it } from 'vitest';
import { numberLine } from '../../../../src/application/messaging/delivery/number-line.ts';
import { clinicId } from '../../../../src/domain/clinic/clinic.ts';
import type { PhoneDigits } from '../../../../src/domain/messaging/people/phone-number.ts';

const now = new Date('2026-12-01T12:00:00Z');
const later = (ms: number) => new Date(now.getTime() + ms);
const send = (whatsappNumber = '551133330000', kind: 'reply' | 'notice' = 'reply') => ({
  from: { clinicId: clinicId('c-1'), whatsappNumber: whatsappNumber as PhoneDigits },
  kind,
});
const line = () => numberLine({ intervalMs: 100, burst: 5 });
const waits = (at: Date) => at.getTime() - now.getTime();

it('sends come back one behind the other, at the pace of their number', () => {
  const comesBack = line();
  const times = [1, 2, 3].map(() => waits(comesBack(send(), later(50), now)));
  expect(times).toEqual([50, 150, 250]);
});

it('no number waits for another one, and no reply for the notices of its number', () => {
  const comesBack = line();
  for (let n = 0; n < 10; n += 1) comesBack(send('551133330000', 'notice'), later(50), now);
  expect(waits(comesBack(send(), later(50), now))).toBe(50);
  expect(waits(comesBack(send('551133330001', 'notice'), later(50), now))).toBe(50);
  expect(waits(comesBack(send('551133330000', 'notice'), later(50), now))).toBe(1_050);
});

it('nobody comes back before a place is free, however long ago somebody stood in line', () => {
  const comesBack = line();
  comesBack(send(), later(50), now);
  expect(comesBack(send(), later(10_050), later(10_000))).toEqual(later(10_050));
});

it('nobody waits for more than a minute before they ask again', () => {
  const comesBack = line();
  const times = Array.from({ length: 2_000 }, () => waits(comesBack(send(), later(50), now)));
  expect(Math.max(...times)).toBe(59_950);
  expect(times.filter((ms) => ms === 50)).toHaveLength(4);
});
