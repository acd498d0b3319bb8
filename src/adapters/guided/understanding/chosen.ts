import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import type { HealthcareService } from '../../../domain/clinic/healthcare-service.ts';
import { localTime, type LocalDate, type LocalTime } from '../../../domain/clinic/local-time.ts';
import type { Professional } from '../../../domain/clinic/professional.ts';
import type { Choice } from '../../../domain/messaging/message.ts';
import { agendaTap, type AgendaTap } from '../../../domain/patient-messages/choice-ids.ts';
import type { Period, WantedTime } from '../../../domain/scheduling/wanted-time.ts';
import { readRequest } from '../visit-request.ts';
import type { Topic } from './topic.ts';
import { given } from '../../../domain/given.ts';

/** What a tap means. */
export type Chosen = {
  readonly topics?: readonly Topic[];
  readonly service?: HealthcareService;
  readonly professional?: Professional;
  readonly when?: WantedTime;
  readonly page?: number;
  /** Something of the agenda, whether or not it can be asked now. */
  readonly tap?: AgendaTap;
};

const topics: readonly string[] = [
  'services',
  'prices',
  'insurance',
  'hours',
  'address',
  'professionals',
  'payment',
  'preparation',
  'results',
  'booking',
  'booking-policy',
  'late-arrival',
  'facilities',
  'contacts',
  'about',
  'human',
  'complaint',
  'menu',
] satisfies readonly Topic[];

const topicNamed = (name: string): readonly Topic[] | undefined =>
  topics.includes(name) ? [name as Topic] : undefined;

/** Ids are untrusted and outlive what they name: `undefined` for all that means nothing here and now. */
export function chosen({ id }: Choice, context: ClinicContext, today: LocalDate): Chosen | undefined {
  const [kind = '', ...parts] = id.split(':');
  const rest = parts.join(':');
  const service = context.services.find((candidate) => candidate.id === rest);
  switch (kind) {
    case 'human':
      return { topics: ['human'] };
    case 'topic':
      return asTopic(rest);
    case 'book':
      if (rest === '') return { topics: ['booking'] };
      return service && { topics: ['booking'], service };
    case 'service':
      return service && { service };
    case 'with': {
      const professional = context.professionals.find((candidate) => candidate.id === rest);
      return professional && { topics: ['booking'], professional };
    }
    case 'about': {
      const professional = context.professionals.find((candidate) => candidate.id === rest);
      return professional && { professional };
    }
    case 'page': {
      const [topic = '', page = ''] = parts;
      const shown = asTopic(topic);
      return shown && { ...shown, page: /^\d{1,3}$/.test(page) ? Number(page) : 1 };
    }
    case 'when':
      return whenChosen(parts, today);
    default: {
      const tap = agendaTap(id, context);
      return tap && { tap, ...namedBy(tap, context, today) };
    }
  }
}

/** What such a tap says in the words of a request. */
function namedBy(tap: AgendaTap, { timeZone }: ClinicContext, today: LocalDate): Omit<Chosen, 'tap'> {
  if ('professional' in tap) return { professional: tap.professional };
  if (!('subject' in tap)) return {};
  const { service, professional } = tap.subject;
  if (tap.act === 'wanted')
    return {
      service,
      ...given({ professional }),
      ...((tap.when.day ?? today) >= today && { when: tap.when }),
    };
  const when =
    tap.act === 'slot' ? asWanted(localTime(timeZone, tap.at)) : tap.act === 'on' ? tap : undefined;
  return {
    service,
    ...given({ professional }),
    ...(when && when.day >= today && { when: wantedOf(when) }),
  };
}

const asWanted = ({ date, minutes }: LocalTime) => ({ day: date, minutes });
const wantedOf = ({ day, ...time }: { day: LocalDate; minutes?: number; period?: Period }): WantedTime =>
  time.period === undefined ? { day, ...time } : { day, period: time.period };

function asTopic(name: string): Chosen | undefined {
  // menus that a former version sent say `practitioners`
  const found = topicNamed(name === 'practitioners' ? 'professionals' : name);
  return found && { topics: found };
}

function whenChosen(parts: readonly string[], today: LocalDate): Chosen | undefined {
  const [day, period] = parts.length > 1 ? parts : [undefined, parts[0]];
  const when = readRequest({ asked: 'when', when: { day, period } })?.when;
  if (when?.period === undefined || (day !== undefined && when.day === undefined)) return undefined;
  // A day of a list sent last week is no request any more.
  return when.day !== undefined && when.day < today ? undefined : { when };
}
