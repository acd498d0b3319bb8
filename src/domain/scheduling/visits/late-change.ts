import type { ClinicContext } from '../../clinic/clinic-context.ts';
import type { LateChanges } from '../../clinic/rules/booking-rules.ts';
import type { Appointment } from '../appointment.ts';
import { rulesOf } from '../visit-limits.ts';

/** The visit begins too soon for the patient to change it alone. */
export type LateChange = {
  readonly noticeMinutes: number;
  readonly afterwards: LateChanges;
};

const minuteMs = 60_000;

/** `undefined` while the patient may cancel or move the visit alone. */
export function lateChange(
  act: 'cancel' | 'move',
  appointment: Appointment,
  context: ClinicContext,
  now: Date,
): LateChange | undefined {
  const { cancelNoticeMinutes, moveNoticeMinutes, lateChanges } = rulesOf(context, appointment);
  const noticeMinutes = act === 'cancel' ? cancelNoticeMinutes : moveNoticeMinutes;
  const isLate = appointment.slot.start.getTime() - now.getTime() < noticeMinutes * minuteMs;
  return isLate && noticeMinutes > 0 ? { noticeMinutes, afterwards: lateChanges } : undefined;
}
