import { setTimeout as pause } from 'node:timers/promises';
import { down, type FaultSign } from './list.ts';
import { faultRoles, sumOf, type FaultProcesses } from './processes.ts';

const everyMs = 400;

/** Looks at the metrics of all processes the whole time: which signs of a fault are seen, and whether they have ended. */
export function watchMetrics(processes: FaultProcesses) {
  /** What each scrape has shown, newest last; a counter starts again at nought with its process. */
  const readings: { readonly at: number; readonly up: number; readonly text: string }[] = [];
  const state = { isOver: false };
  const going = (async () => {
    while (!state.isOver) {
      readings.push({ at: Date.now(), ...(await processes.scrape()) });
      if (readings.length > 600) readings.shift();
      await pause(everyMs);
    }
  })();
  const grew = ({ metric, labels, read }: FaultSign, since: number): boolean => {
    const before = readings.findLast(({ at }) => at < since);
    const seen = [...(before === undefined ? [] : [before]), ...readings.filter(({ at }) => at >= since)];
    if (metric === down.metric) return seen.some(({ up }) => up < faultRoles.length);
    const values = seen.map(({ text }) => read?.(text) ?? sumOf(text, metric, labels));
    return values.some((value, n) => n > 0 && value > (values[n - 1] ?? 0));
  };
  return {
    signsSince: (signs: readonly FaultSign[], since: number) => signs.filter((sign) => grew(sign, since)),
    /** Age of the oldest due work, in seconds; nothing when it cannot be read. */
    oldestDue: () => {
      const text = readings.at(-1)?.text ?? '';
      const ages = [...text.matchAll(/^atende_oldest_due_seconds\{[^}]*\} ([\d.e+-]+)$/gm)].map(([, age]) =>
        Number(age),
      );
      return text === '' ? undefined : Math.max(0, ...ages);
    },
    /** Whether the outcome of a send is unknown; nothing when it cannot be read. */
    isInDoubt: () => {
      const text = readings.at(-1)?.text ?? '';
      return text === '' ? undefined : sumOf(text, 'atende_sends', /state="unknown"/) > 0;
    },
    async stop() {
      state.isOver = true;
      await going;
    },
  };
}
