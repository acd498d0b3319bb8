import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import type { HealthcareService } from '../../../domain/clinic/healthcare-service.ts';
import type { VisitRequest } from '../visit-request.ts';
import type { Understanding } from '../understanding/understand.ts';
import type { Reply, Situation } from '../reply.ts';
import { askService, askWhen, passRequest } from '../replies/booking.ts';
import { practitionersOf } from '../replies/services.ts';
import { given } from '../../../domain/given.ts';

type RequestStep = { readonly reply: Reply; readonly request?: VisitRequest };

/** Takes what was said as part of a request for a time; at most two questions, then it is passed on. */
export function takeRequest(understood: Understanding, situation: Situation): RequestStep {
  const { context, dialogue } = situation;
  const before = dialogue.request;
  const named = understood.mentions.services;
  const [service = rememberedService(understood, situation)] = named.length === 1 ? named : [];
  const [practitioner] =
    understood.mentions.practitioners.length === 1 ? understood.mentions.practitioners : [];
  const practitionerId = practitioner?.id ?? before?.practitionerId;
  const when = understood.when ?? before?.when;
  const known = {
    ...given({ practitionerId, when }),
  };
  const choices = named.length > 1 ? named : offeredBy(practitionerId, context);
  const chosen = service ?? (choices.length === 1 ? choices[0] : undefined);

  if (chosen === undefined && choices.length > 0) {
    return { reply: askService(choices, understood.page), request: { ...known, asked: 'service' } };
  }
  const request = { ...known, ...(chosen !== undefined && { serviceId: chosen.id }), asked: 'when' as const };
  if (when === undefined && chosen !== undefined && !isAskedAgain(before, chosen)) {
    return { reply: askWhen(situation, chosen, whoMayDo(chosen, practitionerId, situation)), request };
  }
  const [sole] = chosen === undefined ? [] : practitionersOf(chosen, context);
  const isSole = chosen !== undefined && practitionersOf(chosen, context).length === 1;
  const inferred =
    practitionerId === undefined && isSole && sole !== undefined ? { practitionerId: sole.id } : {};
  return { reply: passRequest(situation, { ...request, ...inferred }, chosen) };
}

const whoMayDo = (service: HealthcareService, practitionerId: string | undefined, { context }: Situation) =>
  practitionerId === undefined
    ? practitionersOf(service, context)
    : context.practitioners.filter(({ id }) => id === practitionerId);

const isAskedAgain = (before: VisitRequest | undefined, chosen: HealthcareService) =>
  before?.asked === 'when' && before.serviceId === chosen.id;

function rememberedService(
  understood: Understanding,
  { context, dialogue }: Situation,
): HealthcareService | undefined {
  const id =
    dialogue.request?.serviceId ??
    (understood.mentions.services.length === 0 && understood.isShort ? dialogue.lastServiceId : undefined);
  return context.services.find((service) => service.id === id);
}

/** Consultations first; only those of a practitioner, where one is wanted and has some. */
export function offeredBy(
  practitionerId: string | undefined,
  context: ClinicContext,
): readonly HealthcareService[] {
  const theirs = context.services.filter(({ practitionerIds }) =>
    practitionerIds.includes(practitionerId ?? ''),
  );
  return theirs.length > 0 ? theirs : context.services;
}
