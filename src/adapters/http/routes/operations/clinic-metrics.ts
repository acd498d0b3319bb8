import { z } from 'zod';
import type { ClinicRegistry } from '../../../../application/ports/clinic/clinic-registry.ts';
import type { ClinicActivity } from '../../../../application/ports/operations/clinic-activity.ts';
import type { Clock } from '../../../../application/ports/system/clock.ts';
import type { ObjectiveTallies } from '../../../../application/ports/operations/objective-tallies.ts';
import { ClinicNotFound } from '../../../../domain/clinic/clinic-errors.ts';
import { totalOf, type FigureCounts } from '../../../../domain/figures/clinic-figures.ts';
import {
  budgetDays,
  budgetUsed,
  nothingCounted,
  type Tally,
} from '../../../../domain/figures/error-budget.ts';
import { figurePeriods, figureSpan } from '../../../../domain/figures/figure-spans.ts';
import { freedNoticeMs } from '../../../../domain/figures/freed-times.ts';
import { objectives, objectiveTargets, type Objective } from '../../../../domain/figures/objectives.ts';
import { utcDay } from '../../../../domain/figures/utc-day.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { everybody, inClinic, instant } from '../../api/schemas.ts';

/** Of three months of a large clinic; one with more sees the newest of them. */
const mostConversations = 20_000;

const count = z.int().min(0);
const milliseconds = z.number().min(0).optional();
const counts = {
  received: count.describe('Messages of patients'),
  sent: z
    .object({ assistant: count, people: count, notices: count })
    .describe('Our messages, by who wrote them; notices tell of visits'),
  handovers: count.describe('Conversations that were given to people'),
  bookings: count.describe('Appointments that were made'),
  freedTimes: count.describe(
    `Confirmed visits that patients cancelled or moved through us, ${freedNoticeMs / 3_600_000} hours before them or earlier`,
  ),
  failedSends: count,
};
const point = z.object({ start: instant, ...counts }).meta({ id: 'FigurePoint' });
const figures = z
  .object({
    period: z.enum(figurePeriods).describe('The present hour of the clinic, or its day, is the last one'),
    from: instant,
    to: instant,
    timeZone: z.string().describe('IANA name: of the hours and days'),
    ...counts,
    firstAnswer: z
      .object({ count, medianMs: milliseconds, p90Ms: milliseconds })
      .describe('How long patients waited for the next message of ours; absent times: nobody was answered'),
    model: z
      .object({ microdollars: count, tokens: count })
      .describe('Language models, of the whole days in the period, today among them'),
    objectives: z
      .array(
        z.object({
          objective: z.enum(objectives),
          target: z.number().describe('Of how many events it is to be kept'),
          kept: count,
          broken: count,
          budgetLeft: z
            .number()
            .max(1)
            .describe('What is left of the events in which it may be broken: 1 is all, below 0 is none'),
        }),
      )
      .describe('What the clinic is promised, over thirty days of UTC whatever the period'),
    points: z
      .array(point)
      .max(90)
      .readonly()
      .describe('The hours of `24h`, else the days, oldest first, each with its part of the counts'),
    isComplete: z.boolean().describe('false: only the newest 20 000 conversations were counted'),
  })
  .meta({ id: 'ClinicMetrics' });

type ClinicMetricsNeeds = {
  clinicActivity: ClinicActivity;
  clinicRegistry: Pick<ClinicRegistry, 'get'>;
  objectiveTallies: Pick<ObjectiveTallies, 'ofClinic'>;
  clock: Clock;
};

/** As they are promised, each with what was counted of it. */
const reported = (tallies: ReadonlyMap<Objective, Tally>) =>
  objectives.map((objective) => {
    const { good, bad } = tallies.get(objective) ?? nothingCounted;
    return {
      objective,
      target: objectiveTargets[objective],
      kept: Math.max(0, good),
      broken: Math.max(0, bad),
      budgetLeft: 1 - budgetUsed(objective, { good, bad }),
    };
  });

const shown = ({ byAssistant, byPeople, notices, ...counted }: FigureCounts) => ({
  ...counted,
  sent: { assistant: byAssistant, people: byPeople, notices },
});

export const clinicMetricsEndpoints = ({
  clinicActivity,
  clinicRegistry,
  objectiveTallies,
  clock,
}: ClinicMetricsNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'getClinicMetrics',
    method: 'GET',
    path: '/api/clinics/:clinicId/metrics',
    summary: { en: 'The figures of a clinic', pt: 'Os números da clínica' },
    tag: 'metrics',
    access: { roles: everybody, clinicFrom: 'params' },
    request: {
      params: z.strictObject(inClinic),
      query: z.strictObject({ period: z.enum(figurePeriods).default('24h') }),
    },
    responses: { 200: figures },
    handler: async ({ clinicId, query: { period } }) => {
      const clinic = await clinicRegistry.get(clinicId);
      if (clinic === undefined) throw new ClinicNotFound(clinicId);
      const { timeZone } = clinic;
      const to = clock.now();
      const span = figureSpan(period, timeZone, to);
      const [{ points, ...found }, tallies] = await Promise.all([
        clinicActivity.figures(clinicId, span, mostConversations),
        objectiveTallies.ofClinic(clinicId, utcDay(to, 1 - budgetDays)),
      ]);
      return reply(200, {
        ...{ period, from: span.starts[0] ?? to, to, timeZone },
        ...shown(totalOf(points)),
        ...found,
        points: points.map(({ start, ...counted }) => ({ start, ...shown(counted) })),
        objectives: reported(tallies),
      });
    },
  }),
];
