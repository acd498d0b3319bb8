import { expect, it } from 'vitest';
import {
  notStopped,
  stopSends,
  type SendStop,
  type StopSource,
} from '../../../../src/domain/messaging/sending/send-stop.ts';

const noon = new Date('2026-11-29T12:00:00Z');
/** For how many seconds the sends are stopped each time, when the probe after each stop fails, too. */
const waits = (by: StopSource, times: number): number[] => {
  let stop: SendStop = notStopped;
  let now = noon;
  return Array.from({ length: times }, () => {
    stop = stopSends(stop, by, now);
    const seconds = (stop.until!.getTime() - now.getTime()) / 1_000;
    now = stop.until!;
    return seconds;
  });
};

it('tries again soon after a refused send, which costs nobody anything, and then ever later up to an hour', () => {
  expect(waits('send', 10)).toEqual([15, 30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600]);
});

it.each(['status', 'news'] as const)(
  'waits for a minute at first after a %s, because a probe may cost a patient their answer',
  (by) => {
    expect(waits(by, 8)).toEqual([60, 120, 240, 480, 960, 1_920, 3_600, 3_600]);
  },
);

it('keeps to the longer waits when a send is refused after a status had stopped the number', () => {
  const first = stopSends(notStopped, 'status', noon);
  const second = stopSends(first, 'send', first.until!);
  expect(second.until!.getTime() - first.until!.getTime()).toBe(120_000);
});
