import {
  asksForClinic,
  asksForPapers,
  kindIn,
  namesSomething,
  offersCare,
} from '../understanding/asked-details.ts';
import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import type { Topic } from '../understanding/topic.ts';
import type { Understanding } from '../understanding/understand.ts';
import { tellBookingPolicy, tellLateArrival, tellPreparation, tellResults } from '../replies/care.ts';
import { introduceItself, offerMenu, sayItInEnglish, takePraise, welcome } from '../replies/greeting.ts';
import {
  passChange,
  passConfirmation,
  passOwnBooking,
  passToHuman,
  takeComplaint,
} from '../replies/handover.ts';
import { tellInsurance } from '../replies/insurance.ts';
import { takeData, takeFiles } from '../replies/media.ts';
import { tellHours } from '../replies/opening-hours.ts';
import { tellPayment } from '../replies/payment.ts';
import { tellProfessionalHours, tellProfessionals } from '../replies/people.ts';
import {
  notKnown,
  tellAbout,
  tellAddress,
  tellBusiness,
  tellCareRules,
  tellContacts,
  tellFacilities,
  tellFromNotes,
} from '../replies/place.ts';
import { tellUrgentCare } from '../replies/safety.ts';
import { listServices, professionalsOf, tellPrices } from '../replies/services.ts';
import type { Reply, Situation } from '../reply.ts';

/** What is said on one topic; booking is a conversation of its own. */
export function replyTo(topic: Topic, understood: Understanding, situation: Situation): Reply {
  const { context } = situation;
  const { mentions, normal, day } = understood;
  const services = servicesAskedAbout(understood, situation);
  const isMissing = mentions.isOtherCare === true;
  const doing = mentions.services.flatMap((service) => professionalsOf(service, context));
  const people = mentions.professionals.length > 0 ? mentions.professionals : [...new Set(doing)];
  const isOfPerson = mentions.professionals.length > 0 || !asksForClinic(normal);
  const [professional] = people.length === 1 && isOfPerson ? people : [];
  switch (topic) {
    case 'prices':
      return tellPrices(isMissing ? [] : services, context, isMissing);
    case 'insurance': {
      // a clinic without a list of plans may still have written what it does about them
      const written = context.insurances.length === 0 ? tellFromNotes(context, normal) : undefined;
      return written ?? tellInsurance({ ...mentions, services }, context);
    }
    case 'preparation':
      return (
        (asksForPapers(understood) ? tellFromNotes(context, `${normal} documentos`) : undefined) ??
        tellPreparation(services, context)
      );
    case 'results':
      return tellResults(services, context);
    case 'services':
    case 'booking':
      return tellServices(understood, context);
    case 'hours':
      return professional
        ? tellProfessionalHours(professional, day, situation)
        : tellHours(situation, day, normal);
    case 'address':
      return tellAddress(context);
    case 'professionals':
      return tellProfessionals(people, context);
    case 'payment':
      return tellPayment(context, normal);
    case 'booking-policy':
      return tellBookingPolicy(context);
    case 'late-arrival':
      return tellLateArrival(context);
    case 'facilities':
      return tellFacilities(context, normal);
    case 'care-rules':
      return tellCareRules(context, normal);
    case 'urgent-care':
      return tellUrgentCare(context);
    case 'contacts':
      return tellContacts(context, normal);
    case 'business':
      return tellBusiness(context);
    case 'about':
      return tellAbout(context);
    case 'robot':
      return introduceItself(situation);
    case 'human':
      return passToHuman(situation);
    case 'complaint':
      return takeComplaint(situation);
    case 'change-booking':
      return passChange(situation);
    case 'confirm-booking':
      return passConfirmation(situation);
    case 'own-booking':
      return passOwnBooking(situation);
    case 'sending-files':
      return takeFiles;
    case 'giving-data':
      return takeData;
    case 'arrival':
      return welcome;
    case 'praise':
      return takePraise;
    case 'foreign':
      return sayItInEnglish;
    case 'menu':
      return offerMenu(
        situation,
        'Posso ajudar com estes assuntos. Escolha uma opção ou escreva a sua dúvida 👇',
      );
  }
}

function servicesAskedAbout({ mentions, normal, isShort }: Understanding, { context, dialogue }: Situation) {
  if (mentions.services.length > 0) return mentions.services;
  const theirs = context.services.filter(({ professionalIds }) =>
    mentions.professionals.some(({ id }) => professionalIds.includes(id)),
  );
  const ofKindTheirs = theirs.filter(({ kind }) => kind === kindIn(normal));
  if (theirs.length > 0) return ofKindTheirs.length > 0 ? ofKindTheirs : theirs;
  const isGeneral =
    /\b(todos|todas|tabela|outros|servicos|exames?|procedimentos?|consultas?)\b/.test(normal) ||
    normal === '';
  return isGeneral
    ? context.services.filter((service) => service.kind === kindIn(normal))
    : context.services.filter(({ id }) => isShort && id === dialogue.lastServiceId);
}

function tellServices({ normal, mentions, page }: Understanding, context: ClinicContext): Reply {
  const isOtherCare = mentions.isOtherCare === true;
  const isSomething = namesSomething(normal);
  const fromNotes = isSomething && !isOtherCare ? tellFromNotes(context, normal) : undefined;
  if (fromNotes) return fromNotes;
  // "tem sala de espera?" need not be a service
  if (isSomething && !isOtherCare && !offersCare(normal)) return notKnown;
  return listServices(context, { page, kind: kindIn(normal), isMissing: isOtherCare || isSomething });
}
