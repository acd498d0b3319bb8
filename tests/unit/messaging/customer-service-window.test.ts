import { expect, it } from 'vitest';
import { windowIsOpen } from '../../../src/domain/messaging/customer-service-window.ts';

const wrote = new Date('2026-03-02T12:00:00Z');
const after = (hours: number, minutes: number) => new Date(wrote.getTime() + (hours * 60 + minutes) * 60_000);

it('the window is open for a day after the patient wrote, less five minutes', () => {
  expect(windowIsOpen(wrote, wrote)).toBe(true);
  expect(windowIsOpen(wrote, after(23, 54))).toBe(true);
  expect(windowIsOpen(wrote, after(23, 55))).toBe(false);
  expect(windowIsOpen(wrote, after(25, 0))).toBe(false);
});

it('the window never opened for a patient who never wrote', () => {
  expect(windowIsOpen(undefined, wrote)).toBe(false);
});
