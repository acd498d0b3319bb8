import type { FigureSpan } from './figure-spans.ts';

/** What is counted of a clinic, each at the moment at which it happens. */
export const figureKinds = [
  /** Messages of patients. */
  'received',
  'byAssistant',
  /** Also what people write on the clinic's telephone. */
  'byPeople',
  /** Messages about visits. */
  'notices',
  /** Conversations that were given to people. */
  'handovers',
  /** Appointments that were made, not those that others were moved to. */
  'bookings',
  /** By `isFreedTime`, when the patient gave it back. */
  'freedTimes',
  /** When what failed was written. */
  'failedSends',
] as const;
export type FigureKind = (typeof figureKinds)[number];

/** Which messages are counted as what, by who wrote them; no others are. */
export const kindsOfOrigins: Readonly<Record<string, FigureKind>> = {
  patient: 'received',
  assistant: 'byAssistant',
  human: 'byPeople',
  staff: 'byPeople',
  notice: 'notices',
};

export type FigureCounts = Readonly<Record<FigureKind, number>>;

/** One hour or day of a period. */
export type FigurePoint = FigureCounts & { readonly start: Date };

/** What a clinic wants to know of a period. */
export type ClinicFigures = {
  /** One for each hour or day, oldest first. */
  readonly points: readonly FigurePoint[];
  /** From a patient's first message since we last wrote to our next one; those who still wait are not among them. */
  readonly firstAnswer: { readonly count: number; readonly medianMs?: number; readonly p90Ms?: number };
  /** Of the whole days in the period, by the clinic's clocks. */
  readonly model: { readonly microdollars: number; readonly tokens: number };
  /** `false` when only the conversations that were active last were counted. */
  readonly isComplete: boolean;
};

type Counted = { readonly place: number; readonly kind: FigureKind; readonly count: number };

/** @param counted by the place of the hour or day in the span; what lies before all of them is left out */
export function pointsOf({ starts }: FigureSpan, counted: readonly Counted[]): readonly FigurePoint[] {
  const counts = starts.map(() => new Map<FigureKind, number>());
  for (const { place, kind, count } of counted) {
    const there = counts[place];
    there?.set(kind, (there.get(kind) ?? 0) + count);
  }
  return starts.map((start, place) => ({ start, ...countsBy((kind) => counts[place]?.get(kind) ?? 0) }));
}

export const totalOf = (points: readonly FigureCounts[]): FigureCounts =>
  countsBy((kind) => points.reduce((sum, point) => sum + point[kind], 0));

const countsBy = (count: (kind: FigureKind) => number): FigureCounts =>
  Object.fromEntries(figureKinds.map((kind) => [kind, count(kind)])) as FigureCounts;

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
