import type { AlertCondition, Alerts } from '../../application/ports/operations/alerts.ts';
import type { Log } from '../../application/ports/operations/log.ts';

/**
 * Alerts are rows; what opens and ends is a log line, too. Its wording stays in the row: it may quote a vendor.
 * Repetitions of an open one are counted, not logged.
 */
export const loggedAlerts = (alerts: Alerts, log: Log): Alerts => {
  const ended = ({ clinicId, kind, subject }: AlertCondition) =>
    log.info({ clinicId, alert: kind, subject }, 'alert resolved');
  const opened = ({ clinicId, kind, subject }: AlertCondition) =>
    log.warn({ clinicId, alert: kind, subject }, 'alert opened');
  return {
    async open(condition, message, now) {
      const isNew = await alerts.open(condition, message, now);
      if (isNew) opened(condition);
      return isNew;
    },
    async openOnce(condition, message, now) {
      const isNew = await alerts.openOnce(condition, message, now);
      if (isNew) opened(condition);
      return isNew;
    },
    async resolve(condition, now) {
      const wasOpen = await alerts.resolve(condition, now);
      if (wasOpen) ended(condition);
      return wasOpen;
    },
    async resolveAll(conditions, now) {
      const wereOpen = await alerts.resolveAll(conditions, now);
      wereOpen.forEach(ended);
      return wereOpen;
    },
    openAmong: (conditions) => alerts.openAmong(conditions),
    async expire(kind, before, now) {
      const count = await alerts.expire(kind, before, now);
      if (count > 0) log.info({ alert: kind, count }, 'alerts ended by time');
      return count;
    },
    list: (query) => alerts.list(query),
    openCount: () => alerts.openCount(),
    openByClinic: () => alerts.openByClinic(),
  };
};
