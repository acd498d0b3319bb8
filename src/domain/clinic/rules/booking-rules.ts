import { withoutAbsent } from '../agent-voice.ts';

/** What a patient may do with a visit that begins too soon. `ask-team`: people of the clinic decide. */
export type LateChanges = 'ask-team' | 'refuse';

/** Before a visit, and after it: more would leave no room for visits; surely a slip. */
export const mostBufferMinutes = 4 * 60;

/** What the clinic, a service or a professional says; what is absent is said by somebody else. */
export type SaidRules = {
  /** Between the beginnings of times that are offered. */
  readonly stepMinutes?: number;
  readonly bufferBeforeMinutes?: number;
  readonly bufferAfterMinutes?: number;
  readonly minimumNoticeMinutes?: number;
  /** Counted from today; the last day is bookable to its end. */
  readonly horizonDays?: number;
  /** Visits of who says it: of the service, the professional, or the whole clinic. */
  readonly perDay?: number;
  readonly perWeek?: number;
  /** The same for each professional alone. */
  readonly perDayEach?: number;
  readonly perWeekEach?: number;
  readonly cancelNoticeMinutes?: number;
  readonly moveNoticeMinutes?: number;
  readonly lateChanges?: LateChanges;
};

/** At most so many visits on a day of the clinic's clocks, or in a week from Monday to Sunday, by their beginnings. */
export type VisitLimit = {
  readonly per: 'day' | 'week';
  readonly most: number;
  /** Which visits count; all of the clinic's where neither is said. */
  readonly professionalId?: string;
  readonly serviceId?: string;
};

/** What holds for one service with one professional. */
export type BookingRules = {
  readonly stepMinutes?: number;
  readonly bufferMinutes: { readonly before: number; readonly after: number };
  readonly minimumNoticeMinutes: number;
  readonly horizonDays: number;
  readonly limits: readonly VisitLimit[];
  /** How long before a visit patients may still cancel or move it by themselves; 0: to its beginning. */
  readonly cancelNoticeMinutes: number;
  readonly moveNoticeMinutes: number;
  readonly lateChanges: LateChanges;
};

type Says = { readonly id: string; readonly rules?: SaidRules };

const hour = 60;
const defaultNoticeMinutes = 24 * hour;
const defaultHorizonDays = 14;

/**
 * What a service or a professional says replaces what the clinic says; where both say it, the stricter one holds.
 * Limits all hold, each for its own visits.
 */
export function rulesFor(
  clinic: SaidRules,
  service: Says | undefined,
  professional: Says | undefined,
): BookingRules {
  const own = [service?.rules, professional?.rules].filter((rules) => rules !== undefined);
  const most = (key: NumberKey): number | undefined => pick(own, clinic, key, Math.max);
  const least = (key: NumberKey): number | undefined => pick(own, clinic, key, Math.min);
  const cancelNoticeMinutes = most('cancelNoticeMinutes') ?? 0;
  const stepMinutes = service?.rules?.stepMinutes ?? professional?.rules?.stepMinutes ?? clinic.stepMinutes;
  const said = own.flatMap(({ lateChanges }) => lateChanges ?? []);
  return {
    ...withoutAbsent({ stepMinutes }),
    bufferMinutes: { before: most('bufferBeforeMinutes') ?? 0, after: most('bufferAfterMinutes') ?? 0 },
    minimumNoticeMinutes: most('minimumNoticeMinutes') ?? defaultNoticeMinutes,
    horizonDays: least('horizonDays') ?? defaultHorizonDays,
    limits: limitsOf(clinic, service, professional),
    cancelNoticeMinutes,
    moveNoticeMinutes: most('moveNoticeMinutes') ?? cancelNoticeMinutes,
    lateChanges: said.includes('refuse') ? 'refuse' : (said[0] ?? clinic.lateChanges ?? 'ask-team'),
  };
}

type NumberKey = Exclude<keyof SaidRules, 'lateChanges'>;

function pick(
  own: readonly SaidRules[],
  clinic: SaidRules,
  key: NumberKey,
  stricter: (...values: number[]) => number,
): number | undefined {
  const said = own.flatMap((rules) => rules[key] ?? []);
  return said.length > 0 ? stricter(...said) : clinic[key];
}

function limitsOf(
  clinic: SaidRules,
  service: Says | undefined,
  professional: Says | undefined,
): readonly VisitLimit[] {
  const ofService = { serviceId: service?.id };
  const ofProfessional = { professionalId: professional?.id };
  const own = professional?.rules ?? {};
  return [
    ...twoLimits(clinic.perDay, clinic.perWeek, {}),
    ...twoLimits(service?.rules?.perDay, service?.rules?.perWeek, ofService),
    ...(professional === undefined
      ? []
      : [
          ...twoLimits(own.perDay ?? clinic.perDayEach, own.perWeek ?? clinic.perWeekEach, ofProfessional),
          ...twoLimits(service?.rules?.perDayEach, service?.rules?.perWeekEach, {
            ...ofService,
            ...ofProfessional,
          }),
        ]),
  ];
}

function twoLimits(
  perDay: number | undefined,
  perWeek: number | undefined,
  of: { readonly serviceId?: string | undefined; readonly professionalId?: string | undefined },
): readonly VisitLimit[] {
  const whose = withoutAbsent(of);
  return [
    ...(perDay === undefined ? [] : [{ per: 'day' as const, most: perDay, ...whose }]),
    ...(perWeek === undefined ? [] : [{ per: 'week' as const, most: perWeek, ...whose }]),
  ];
}
