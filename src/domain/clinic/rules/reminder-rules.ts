/** When patients are reminded: at a time of the clinic's clocks on an earlier day, or so long before the visit. */
export type ReminderTime =
  | { readonly daysBefore: number; /** Minutes after midnight. */ readonly at: number }
  | { readonly minutesBefore: number };

/** Minutes after midnight of the clinic's clocks; it may end on the next day. Equal ends: never quiet. */
export type QuietHours = { readonly from: number; readonly to: number };

export type ReminderRules = {
  /** None: the clinic reminds nobody. */
  readonly times: readonly ReminderTime[];
  readonly quiet: QuietHours;
};

/** What a clinic means that only says that it reminds: the day before at 10:00. */
export const usualReminders: readonly ReminderTime[] = [{ daysBefore: 1, at: 600 }];
/** From 20:00 to 08:00. */
export const usualQuiet: QuietHours = { from: 1_200, to: 480 };

/**
 * What tells the reminders of a visit apart. The time of day is no part of it: a clinic that moves its reminders from 10:00
 * to 11:00 reminds nobody twice.
 */
export const ruleOf = (time: ReminderTime): string =>
  'daysBefore' in time ? `days:${time.daysBefore}` : `minutes:${time.minutesBefore}`;

/** A service that says when replaces what the clinic says. */
export const reminderTimesFor = (
  clinic: ReminderRules,
  service: { readonly reminders?: readonly ReminderTime[] } | undefined,
): readonly ReminderTime[] => service?.reminders ?? clinic.times;
