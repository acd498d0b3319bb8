import type { Tracing } from '../../application/ports/operations/tracing.ts';
import {
  tracedAnswers,
  tracedDeliveries,
  tracedIngest,
  tracedStatuses,
} from '../../adapters/tracing/traced-messages.ts';
import {
  tracedAssistant,
  tracedCalendar,
  tracedContexts,
  tracedModel,
  tracedSender,
  tracedTurns,
} from '../../adapters/tracing/traced-steps.ts';
import type { Services } from './services.ts';

type Traced = {
  readonly [Name in keyof Services]?: (
    service: NonNullable<Services[Name]>,
    tracing: Tracing,
  ) => NonNullable<Services[Name]>;
};

/** Each step of a message that has a span. */
const traced: Traced = {
  ingestMessage: tracedIngest,
  answerPatient: tracedAnswers,
  resolveClinicContext: tracedContexts,
  answerSafely: tracedAssistant,
  languageModel: tracedModel,
  googleCalendar: tracedCalendar,
  turns: tracedTurns,
  deliverMessage: tracedDeliveries,
  messageSender: tracedSender,
  recordDeliveryStatus: tracedStatuses,
};

type Wrap = (service: unknown, tracing: Tracing) => unknown;

/** The service, with a span for what it does, where there is one and somebody wants to see it. */
export function tracedService(name: string, service: unknown, tracing: Tracing | undefined): unknown {
  const wrap = (traced as Readonly<Record<string, Wrap>>)[name];
  return tracing === undefined || wrap === undefined || service === undefined
    ? service
    : wrap(service, tracing);
}
