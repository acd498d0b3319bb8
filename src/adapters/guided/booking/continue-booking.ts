import type { HealthcareService } from '../../../domain/clinic/healthcare-service.ts';
import type { Subject } from '../../../domain/scheduling/visits/subject.ts';
import type { WantedTime } from '../../../domain/scheduling/wanted-time.ts';
import type { VisitRequest } from '../visit-request.ts';
import { askService } from '../replies/booking.ts';
import { isKind } from '../understanding/courtesy.ts';
import type { Understanding } from '../understanding/understand.ts';
import type { AgendaAnswer, AgendaSituation } from './agenda-answer.ts';
import { chooseWho } from './choose-who.ts';
import { localDay } from './listed-times.ts';
import { offeredBy } from './request-for-people.ts';
import { requestFor } from './subjects.ts';
import { given } from '../../../domain/given.ts';

/** From a service over who does it to a time; asks for whatever is not known yet. `tapped` is what a tap says of who. */
export async function continueBooking(
  understood: Understanding,
  situation: AgendaSituation,
  tapped: Pick<VisitRequest, 'isAnyone' | 'patientOf'> & { readonly isNew?: boolean } = {},
): Promise<AgendaAnswer> {
  const { context, dialogue } = situation;
  const before = dialogue.request;
  const when = wantedIn(understood, situation);
  const named = understood.mentions.services;
  const [professional] =
    understood.mentions.professionals.length === 1 ? understood.mentions.professionals : [];
  const known = named.length === 0 ? serviceBefore(understood, situation) : undefined;
  const choices = named.length > 0 ? named : offeredBy(professional?.id ?? before?.professionalId, context);
  const service = known ?? (choices.length === 1 ? choices[0] : undefined);
  if (service === undefined) {
    if (choices.length === 0) return { failure: 'needs-clinic' };
    const so = {
      ...(professional && { professionalId: professional.id }),
      ...given({ when }),
    };
    return { reply: askService(choices, understood.page), request: { ...so, asked: 'service' } };
  }
  const isMoved = before?.moving !== undefined && before.serviceId === service.id;
  const base: Subject = { service, ...(isMoved && { moving: before.moving }) };
  // a professional who was named before the service was known stays wanted
  const request = before?.asked === 'service' ? before : requestFor(base, situation);
  const isNo = understood.talk.isPatient === false || understood.courtesy.declines;
  const { isNew = isNo && request.asked === 'known-patient', ...who } = tapped;
  return chooseWho(
    base,
    { ...request, ...saidOfWho(understood, request), ...who },
    { professional, when, step: understood.talk.step, isNew },
    situation,
  );
}

/** The day of the list that is being looked at goes on where only a time is said. */
function wantedIn(
  { when, talk, topics, mentions }: Understanding,
  situation: AgendaSituation,
): WantedTime | undefined {
  const before = situation.dialogue.request;
  const isAgain = topics.has('booking') && mentions.professionals.length === 0 && before?.shown !== undefined;
  const isOver = before?.when?.day !== undefined && before.when.day < situation.today;
  const earlier = isAgain || isOver ? undefined : before?.when;
  if (talk.step === 'other-day') return undefined;
  if (talk.step !== undefined) return earlier;
  if (talk.isSoon) return { period: 'any', ...when };
  const isOfWho = before?.asked === 'professional' && when?.period === 'any' && when.day === undefined;
  if (when === undefined || isOfWho) return earlier;
  if (when.day !== undefined || when.period === 'any' || when.except?.day !== undefined) return when;
  const [first, last] = (before?.shown ?? []).map((shown) => localDay(new Date(shown), situation));
  return first !== undefined && first === last ? { ...when, day: first } : when;
}

function serviceBefore(
  { isShort }: Understanding,
  { context, dialogue }: AgendaSituation,
): HealthcareService | undefined {
  const id = dialogue.request?.serviceId ?? (isShort ? dialogue.lastServiceId : undefined);
  return context.services.find((service) => service.id === id);
}

function saidOfWho({ talk, courtesy }: Understanding, request: Partial<VisitRequest>): Partial<VisitRequest> {
  if (request.asked === 'professional' && talk.isAnyone) return { isAnyone: true };
  const isYes = talk.isPatient ?? (courtesy.agrees ? true : undefined);
  if (request.asked !== 'known-patient' || request.professionalId === undefined || isYes !== true) return {};
  return { patientOf: request.professionalId };
}

/** Whether something is said about a booking that is under way, or wanted. */
export function isAboutBooking(understood: Understanding, { dialogue, context }: AgendaSituation): boolean {
  const { topics, when, mentions, talk, courtesy, isShort, picture } = understood;
  const { request, lastServiceId } = dialogue;
  if (topics.has('booking')) return true;
  if (context.services.length === 0 || courtesy.declines)
    return request?.asked === 'known-patient' && (courtesy.declines || talk.isPatient !== undefined);
  if (request === undefined) {
    const isRemembered = isShort && context.services.some(({ id }) => id === lastServiceId);
    return isRemembered && when !== undefined && topics.size === 0 && mentions.insurances.length === 0;
  }
  // "quanto custa na quinta?" asks for a price; "tem mais cedo?" only sounds like asking what there is
  if ([...topics].some((topic) => topic !== 'services' && topic !== 'hours')) return false;
  switch (request.asked) {
    case 'service':
      return mentions.services.length > 0 || (when !== undefined && topics.size === 0);
    case 'professional':
      return mentions.professionals.length > 0 || talk.isAnyone || when !== undefined;
    case 'known-patient':
      return talk.isPatient !== undefined || courtesy.agrees || isKind(picture);
    case 'when':
    case 'slot':
    case 'confirmation':
      return (
        when !== undefined ||
        talk.step !== undefined ||
        talk.isSoon ||
        mentions.professionals.length > 0 ||
        (mentions.services.length > 0 && topics.size === 0)
      );
    case 'cancellation':
    case 'which':
      return false;
  }
}
