import type { Services } from '../../composition/services.ts';
import { allClinics } from '../clinics.ts';
import { distance, table, type Report } from '../report.ts';

/** Workers take what is due within a second; this late they are too few, or away. */
export const lateMs = 60_000;

/** What waits, per clinic, the oldest first. */
export async function readQueue(services: Services): Promise<Report> {
  const now = services.clock.now().getTime();
  const [{ clinics, parkedItems, openAlerts }, stopped, known] = await Promise.all([
    services.backlog.read(),
    services.workStatus.stoppedNumbers(),
    allClinics(services),
  ]);
  const names = new Map<string, string>(known.map(({ id, name }) => [id, name]));
  const oldest = (each: (typeof clinics)[number]) => Math.max(...Object.values(each.oldestDueMs));
  const sorted = clinics.toSorted((a, b) => oldest(b) - oldest(a));
  const rows = sorted.map((each) => [
    names.get(each.clinicId) ?? each.clinicId,
    each.turnsDue,
    each.sendsDue,
    each.unknownSends,
    each.appointmentsDue,
    oldest(each) > 0 ? distance(oldest(each)) : '',
  ]);
  const sections = [
    table(['clinic', 'turns due', 'sends due', 'unknown', 'appointments due', 'oldest'], rows),
    ...(stopped.length === 0
      ? []
      : [
          `\nStopped (npx atende queue resume <clinic>):\n${table(
            ['clinic', 'name', 'number', 'next probe in', 'times in a row'],
            stopped.map(({ clinicId, whatsappNumber, until, count }) => [
              clinicId,
              names.get(clinicId),
              whatsappNumber,
              distance(until.getTime() - now),
              count,
            ]),
          )}`,
        ]),
    ...(parkedItems.length === 0
      ? []
      : [
          `\nParked (npx atende replay):\n${table(
            ['clinic', 'reason', 'items'],
            parkedItems.map(({ clinicId, reason, count }) => [clinicId ?? 'nobody’s', reason, count]),
          )}`,
        ]),
    ...(openAlerts.size === 0 ? [] : [`\nOpen alerts:\n${table(['kind', 'open'], [...openAlerts])}`]),
  ];
  const isLate = sorted.some((each) => oldest(each) > lateMs);
  return {
    text: sections.join('\n'),
    json: { clinics: sorted, stopped, parkedItems, openAlerts: Object.fromEntries(openAlerts) },
    exitCode: isLate || stopped.length > 0 ? 1 : 0,
  };
}
