import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import type { HealthcareService } from '../../../domain/clinic/healthcare-service.ts';
import type { BookingWish } from '../booking-request.ts';
import type { Heard } from '../understanding/understand.ts';
import type { Reply, Situation } from '../reply.ts';
import { askService, askWhen, passWish } from '../replies/booking.ts';
import { practitionersOf } from '../replies/services.ts';

export type BookingStep = { readonly reply: Reply; readonly wish?: BookingWish };

/** Takes what was said as part of a booking wish; at most two questions, then it is passed on. */
export function takeWish(heard: Heard, situation: Situation): BookingStep {
  const { context, dialogue } = situation;
  const before = dialogue.wish;
  const named = heard.mentions.services;
  const [service = rememberedService(heard, situation)] = named.length === 1 ? named : [];
  const [practitioner] = heard.mentions.practitioners.length === 1 ? heard.mentions.practitioners : [];
  const practitionerId = practitioner?.id ?? before?.practitionerId;
  const when = heard.when ?? before?.when;
  const known = {
    ...(practitionerId !== undefined && { practitionerId }),
    ...(when !== undefined && { when }),
  };
  const choices = named.length > 1 ? named : offeredBy(practitionerId, context);
  const chosen = service ?? (choices.length === 1 ? choices[0] : undefined);

  if (chosen === undefined && choices.length > 0) {
    return { reply: askService(choices, heard.page), wish: { ...known, asked: 'service' } };
  }
  const wish = { ...known, ...(chosen !== undefined && { serviceId: chosen.id }), asked: 'when' as const };
  if (when === undefined && chosen !== undefined && !isAskedAgain(before, chosen)) {
    return { reply: askWhen(situation, chosen, whoMayDo(chosen, practitionerId, situation)), wish };
  }
  const [sole] = chosen === undefined ? [] : practitionersOf(chosen, context);
  const isSole = chosen !== undefined && practitionersOf(chosen, context).length === 1;
  const inferred =
    practitionerId === undefined && isSole && sole !== undefined ? { practitionerId: sole.id } : {};
  return { reply: passWish(situation, { ...wish, ...inferred }, chosen) };
}

const whoMayDo = (service: HealthcareService, practitionerId: string | undefined, { context }: Situation) =>
  practitionerId === undefined
    ? practitionersOf(service, context)
    : context.practitioners.filter(({ id }) => id === practitionerId);

const isAskedAgain = (before: BookingWish | undefined, chosen: HealthcareService) =>
  before?.asked === 'when' && before.serviceId === chosen.id;

function rememberedService(heard: Heard, { context, dialogue }: Situation): HealthcareService | undefined {
  const id =
    dialogue.wish?.serviceId ??
    (heard.mentions.services.length === 0 && heard.isShort ? dialogue.lastServiceId : undefined);
  return context.services.find((service) => service.id === id);
}

/** Consultations first; only those of a practitioner, where one is wished and has some. */
export function offeredBy(
  practitionerId: string | undefined,
  context: ClinicContext,
): readonly HealthcareService[] {
  const theirs = context.services.filter(({ practitionerIds }) =>
    practitionerIds.includes(practitionerId ?? ''),
  );
  return theirs.length > 0 ? theirs : context.services;
}
