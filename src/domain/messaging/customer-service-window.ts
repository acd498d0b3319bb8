const hours24 = 24 * 3_600_000;
const margin = 5 * 60_000;

/**
 * Free-form messages may be sent for 24 h after the patient's last message, by Meta's timestamp; we stop five
 * minutes earlier because clocks and queues differ (docs/vendors/meta.md#service-window).
 */
export const windowIsOpen = (lastPatientMessageAt: Date | undefined, now: Date): boolean =>
  lastPatientMessageAt !== undefined && now.getTime() - lastPatientMessageAt.getTime() < hours24 - margin;
