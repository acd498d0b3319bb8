import type { Appointment } from '../scheduling/appointment.ts';

/**
 * So long before it a time can still be given to somebody else: half a working day. An answer to the reminder of the day
 * before is in time, one from the waiting room is not (docs/decisions/0193).
 */
export const freedNoticeMs = 4 * 3_600_000;

/** Whether the patient gave the time of the visit back, through us and in time: they would else not have come. */
export const isFreedTime = ({
  state,
  slot,
  givenBackAt,
}: Pick<Appointment, 'state' | 'slot' | 'givenBackAt'>): boolean =>
  // a visit that was cancelled may stand again: somebody put its event back
  state === 'cancelled' &&
  givenBackAt !== undefined &&
  slot.start.getTime() - givenBackAt.getTime() >= freedNoticeMs;
