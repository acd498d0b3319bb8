import { joinedHandover, type Handover } from './handover.ts';
import type { Danger } from './safety/danger-signs.ts';
import { given } from '../given.ts';
import { latest } from '../instants.ts';

/** A handover that nobody of the clinic has acted on yet. */
export type OpenHandover = Handover & { readonly at: Date };

/** An emergency that was found in what the patient wrote, and answered. */
export type Alarm = { readonly danger: Danger; readonly at: Date };

/** What of a conversation waits for people of the clinic. Empty when nothing does. */
export type Attention = {
  readonly handover?: OpenHandover;
  /** The last emergency. */
  readonly alarm?: Alarm;
  /** The last possible one, for which the patient was told whom to call. */
  readonly warned?: Alarm;
  /** When somebody of the clinic last read what the patient wrote. */
  readonly lookedAt?: Date;
  /** When the patient was last told who goes on, and when. */
  readonly absenceToldAt?: Date;
};

export const noAttention: Attention = {};

/** A new handover joins the older one, and keeps its time: that is how long the patient has waited. */
export const withHandover = (before: Attention, handover: Handover, at: Date): Attention => ({
  ...before,
  handover: { ...joinedHandover(before.handover, handover), at: before.handover?.at ?? at },
});

/** Whoever has waited long enough is gone on with: from here nobody waits for people who are there. */
export const unwaited = (before: Attention, now: Date, patienceMs: number): Attention => ({
  ...before,
  ...(before.handover && { handover: { ...before.handover, at: new Date(now.getTime() - patienceMs) } }),
});

/** Somebody of the clinic has acted: nothing waits any more. It is kept when the patient was told whom to call. */
export const afterAct = ({ alarm, warned }: Attention): Attention => given({ alarm, warned });

/** How long after an alarm what is not understood may still be about it, ms. */
const alarmLastsMs = 3_600_000;

export const isAfterAlarm = ({ alarm }: Attention, now: Date): boolean =>
  alarm !== undefined && now.getTime() - alarm.at.getTime() < alarmLastsMs;

/** Two conversations turn out to be one person's. */
export const mergedAttention = (target: Attention, source: Attention): Attention =>
  given({
    handover: target.handover ?? source.handover,
    alarm: later(target.alarm, source.alarm),
    warned: later(target.warned, source.warned),
    lookedAt: latest(target.lookedAt, source.lookedAt),
    absenceToldAt: latest(target.absenceToldAt, source.absenceToldAt),
  });

const later = (one: Alarm | undefined, other: Alarm | undefined): Alarm | undefined =>
  Number(other?.at ?? 0) > Number(one?.at ?? 0) ? other : one;
