export const figurePeriods = ['24h', '7d', '30d', '90d'] as const;
export type FigurePeriod = (typeof figurePeriods)[number];

const hourMs = 3_600_000;
const hours: Readonly<Record<FigurePeriod, number>> = { '24h': 24, '7d': 168, '30d': 720, '90d': 2_160 };

export const periodStart = (period: FigurePeriod, now: Date): Date =>
  new Date(now.getTime() - hours[period] * hourMs);

/** What a clinic wants to know of a period. */
export type ClinicFigures = {
  /** Messages of patients. */
  readonly received: number;
  /** Our messages, by who wrote them; of people also what they write on the clinic's telephone. */
  readonly sent: { readonly assistant: number; readonly people: number; readonly notices: number };
  /** From a patient's first message since we last wrote to our next one; those who still wait are not among them. */
  readonly firstAnswer: { readonly count: number; readonly medianMs?: number; readonly p90Ms?: number };
  /** Conversations that were given to people. */
  readonly handovers: number;
  /** Appointments that were made, not those that others were moved to. */
  readonly bookings: number;
  readonly failedSends: number;
  /** Of the whole days in the period, by the clinic's clocks. */
  readonly model: { readonly microdollars: number; readonly tokens: number };
  /** `false` when only the conversations that were active last were counted. */
  readonly isComplete: boolean;
};

type Said = { readonly isPatient: boolean; readonly at: Date };

/** How long a conversation's patient waited, each time, in milliseconds. Oldest message first. */
export function answerTimes(said: readonly Said[]): readonly number[] {
  const times: number[] = [];
  let waitsSince: Date | undefined;
  for (const { isPatient, at } of said) {
    if (isPatient) waitsSince ??= at;
    else if (waitsSince !== undefined) {
      times.push(at.getTime() - waitsSince.getTime());
      waitsSince = undefined;
    }
  }
  return times;
}

/** The smallest value that so large a share does not exceed. */
export function quantileOf(values: readonly number[], share: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
