import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import type { HealthcareService } from '../../../domain/clinic/healthcare-service.ts';
import type { VisitRequest } from '../visit-request.ts';
import type { Understanding } from '../understanding/understand.ts';
import type { Reply, Situation } from '../reply.ts';
import { askService, askWhen, passRequest } from '../replies/booking.ts';
import { professionalsOf } from '../replies/services.ts';
import { given } from '../../../domain/given.ts';

type RequestStep = { readonly reply: Reply; readonly request?: VisitRequest };

/** Takes what was said as part of a request for a time; at most two questions, then it is passed on. */
export function takeRequest(understood: Understanding, situation: Situation): RequestStep {
  const { context, dialogue } = situation;
  const before = dialogue.request;
  const named = understood.mentions.services;
  const [service = rememberedService(understood, situation)] = named.length === 1 ? named : [];
  const [professional] =
    understood.mentions.professionals.length === 1 ? understood.mentions.professionals : [];
  const professionalId = professional?.id ?? before?.professionalId;
  const when = understood.when ?? before?.when;
  const known = {
    ...given({ professionalId, when }),
  };
  const choices = named.length > 1 ? named : offeredBy(professionalId, context);
  const chosen = service ?? (choices.length === 1 ? choices[0] : undefined);

  if (chosen === undefined && choices.length > 0) {
    return { reply: askService(choices, understood.page), request: { ...known, asked: 'service' } };
  }
  const request = { ...known, ...(chosen !== undefined && { serviceId: chosen.id }), asked: 'when' as const };
  if (when === undefined && chosen !== undefined && !isAskedAgain(before, chosen)) {
    return { reply: askWhen(situation, chosen, whoMayDo(chosen, professionalId, situation)), request };
  }
  const [sole] = chosen === undefined ? [] : professionalsOf(chosen, context);
  const isSole = chosen !== undefined && professionalsOf(chosen, context).length === 1;
  const inferred =
    professionalId === undefined && isSole && sole !== undefined ? { professionalId: sole.id } : {};
  return { reply: passRequest(situation, { ...request, ...inferred }, chosen) };
}

const whoMayDo = (service: HealthcareService, professionalId: string | undefined, { context }: Situation) =>
  professionalId === undefined
    ? professionalsOf(service, context)
    : context.professionals.filter(({ id }) => id === professionalId);

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

/** Consultations first; only those of a professional, where one is wanted and has some. */
export function offeredBy(
  professionalId: string | undefined,
  context: ClinicContext,
): readonly HealthcareService[] {
  const theirs = context.services.filter(({ professionalIds }) =>
    professionalIds.includes(professionalId ?? ''),
  );
  return theirs.length > 0 ? theirs : context.services;
}
