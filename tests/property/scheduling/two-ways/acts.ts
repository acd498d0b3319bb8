import * as fc from 'fast-check';

const acts = [
  'book',
  'book',
  'move',
  'move-by-clinic',
  'cancel-by-patient',
  'cancel-by-clinic',
  'drag',
  'drag',
  'drag',
  'change-calendar',
  'delete',
  'delete',
  'restore',
  'restore',
  'forget-sync-tokens',
  'choose-calendars',
  'receive-pushes',
  'receive-pushes',
  'lose-pushes',
  'lose-pushes',
  'stop-left-channels',
  'read',
  'read',
  'read-everything',
  'look',
  'look',
  'lose-access',
  'disconnect',
  'reconnect',
  'reconnect',
  'pass-time',
] as const;

export const step = fc.record({
  act: fc.constantFrom(...acts),
  /** Which visit, which time, which calendar. */
  pick: fc.nat(1_000),
  place: fc.nat(1_000),
});

/** What people do of which only Google's messages and polling tell. */
export const changeInGoogle = fc.record({
  act: fc.constantFrom('drag', 'delete', 'restore', 'change-calendar', 'forget-sync-tokens'),
  pick: fc.nat(1_000),
  place: fc.nat(1_000),
});

export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
export type Change = typeof changeInGoogle extends fc.Arbitrary<infer S> ? S : never;

/** One of them, whatever the number. */
export const of = <T>(all: readonly T[], pick: number): T | undefined => all[pick % Math.max(1, all.length)];
