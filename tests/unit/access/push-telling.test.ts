import { expect, test } from 'vitest';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import { subscriptionEnds } from '../../../src/domain/inbox/browser-subscription.ts';
import { pushMessage } from '../../../src/domain/inbox/push-message.ts';
import { defaultPushPolicy, nextPushAttempt } from '../../../src/domain/inbox/push-retry.ts';
import { isWorthPushing, newsOfWaiting, type ToldWait } from '../../../src/domain/inbox/push-telling.ts';
import type { WaitingReason } from '../../../src/domain/inbox/waiting-for-people.ts';
import { conversationId } from '../../../src/domain/messaging/message.ts';

const now = new Date('2026-03-02T12:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const wait = (reason: WaitingReason, minutes: number) => ({ reason, since: ago(minutes) });
const told = (reason: WaitingReason, since: number, at: number): ToldWait => ({
  ...wait(reason, since),
  at: ago(at),
});

test('browsers are told of a wait once, of the next one after five minutes, and of an emergency at once', () => {
  expect(isWorthPushing(wait('asked-for-human', 0), undefined, now)).toBe(true);
  expect(isWorthPushing(wait('asked-for-human', 6), told('asked-for-human', 6, 6), now)).toBe(false);
  expect(isWorthPushing(wait('patient-waits', 1), told('patient-waits', 4, 4), now)).toBe(false);
  expect(isWorthPushing(wait('patient-waits', 1), told('patient-waits', 5, 5), now)).toBe(true);
  expect(isWorthPushing(wait('emergency', 0), told('patient-waits', 1, 1), now)).toBe(true);
  expect(isWorthPushing(wait('emergency', 0), told('emergency', 1, 1), now)).toBe(false);
});

test('nobody is told of what has waited for a quarter of an hour', () => {
  expect(isWorthPushing(wait('asked-for-human', 14), undefined, now)).toBe(true);
  expect(isWorthPushing(wait('asked-for-human', 15), undefined, now)).toBe(false);
});

test('an emergency is news although the patient has waited for hours, until somebody has acted on it', () => {
  const handover = { reason: 'asked-for-human', summary: '', at: ago(180) } as const;
  const seen = { mode: 'human', unread: 3, lastPatientMessageAt: ago(2) } as const;
  const alarm = { danger: 'emergency', at: ago(1) } as const;
  expect(newsOfWaiting({ ...seen, handover, alarm })).toEqual(wait('emergency', 1));
  expect(newsOfWaiting({ ...seen, alarm })).toEqual(wait('emergency', 1));
  expect(newsOfWaiting({ ...seen, handover })).toEqual(wait('asked-for-human', 180));
  // they act, and the patient writes again
  expect(newsOfWaiting({ ...seen, alarm, lastPatientMessageAt: ago(0) })).toEqual(wait('patient-waits', 0));
  expect(newsOfWaiting({ ...seen, alarm, mode: 'assistant' })).toBeUndefined();
});

test('a push says that somebody waits, and where; never who or what was said', () => {
  const about = {
    clinic: { id: clinicId('c1'), name: 'Clínica Aurora' },
    conversationId: conversationId('v1'),
  };
  expect(pushMessage({ ...about, reason: 'complaint' })).toEqual({
    ...{ title: 'Uma conversa espera por você', body: 'Clínica Aurora', tag: 'v1', isUrgent: false },
    path: '/console/c/c1/conversas/v1',
  });
  expect(pushMessage({ ...about, reason: 'emergency' })).toMatchObject({
    title: 'Emergência',
    isUrgent: true,
  });
});

test('a push is tried a few times, later each time and never at the same moment as the others', () => {
  const at = (attempts: number, random: number, wish = {}) =>
    nextPushAttempt({ attempts, isRefused: false, ...wish }, now, defaultPushPolicy, random);
  const ms = (...of: Parameters<typeof at>) => Number(at(...of)) - now.getTime();
  expect([ms(1, 0), ms(1, 0.5), ms(2, 0), ms(4, 0)]).toEqual([2_500, 3_750, 5_000, 20_000]);
  expect(ms(1, 0, { retryAfterMs: 60_000 })).toBe(60_000);
  expect(ms(1, 0, { retryAfterMs: 86_400_000 })).toBe(defaultPushPolicy.capMs);
  expect(at(5, 0)).toBeUndefined();
  expect(at(1, 0, { isRefused: true })).toBeUndefined();
});

test('a browser is told as long as the access lasts by which it was switched on, without an end for a month', () => {
  const month = 30 * 24 * 3_600_000;
  const accessEndsAt = ago(-60);
  expect(subscriptionEnds(accessEndsAt, now)).toEqual(accessEndsAt);
  expect(subscriptionEnds(undefined, now).getTime() - now.getTime()).toBe(month);
});
