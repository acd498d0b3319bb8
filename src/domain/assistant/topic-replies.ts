import type { HealthcareService } from '../clinic/healthcare-service.ts';
import { asksForPapers, isUnknownDoctor, kindIn, namesSomething } from './asked-details.ts';
import type { Heard } from './hear.ts';
import type { Reply, Situation } from './reply.ts';
import { tellBookingPolicy, tellLateArrival, tellPreparation, tellResults } from './replies/care.ts';
import { introduceItself, offerMenu } from './replies/greeting.ts';
import { passChange, passConfirmation, passToHuman, takeComplaint } from './replies/handover.ts';
import { tellInsurance } from './replies/insurance.ts';
import { tellHours } from './replies/opening-hours.ts';
import { tellPayment, tellPractitioners, unknownPractitioner } from './replies/people-and-money.ts';
import { tellAbout, tellAddress, tellContacts, tellFacilities, tellFromNotes } from './replies/place.ts';
import { chooseService, describeService, listServices, tellPrices } from './replies/services.ts';
import type { Topic } from './topic.ts';

/** Read in this order where several are asked at once; booking is a conversation of its own. */
const order: readonly Topic[] = [
  'complaint',
  'about',
  'robot',
  'prices',
  'insurance',
  'preparation',
  'results',
  'practitioners',
  'hours',
  'address',
  'facilities',
  'contacts',
  'payment',
  'booking-policy',
  'late-arrival',
  'services',
  'change-booking',
  'confirm-booking',
  'human',
  'menu',
];

export function replyToTopics(heard: Heard, situation: Situation): readonly Reply[] {
  const { topics, mentions } = heard;
  const replies = order.filter((topic) => topics.has(topic)).map((topic) => replyTo(topic, heard, situation));
  if (topics.has('booking') || replies.some(({ handover }) => handover)) return replies;
  const { services, practitioners, insurances, otherInsurance } = mentions;
  const saysOfService = ['prices', 'insurance', 'preparation', 'results'] as const;
  const isBookingAnswer = situation.dialogue.wish !== undefined && topics.size === 0;
  if (isBookingAnswer || (heard.health !== undefined && topics.size === 0)) return replies;
  if (services.length > 0 && !saysOfService.some((topic) => topics.has(topic))) {
    const others = replies.filter(
      (_, index) => order.filter((topic) => topics.has(topic))[index] !== 'services',
    );
    return [...others, aboutServices(services, situation)];
  }
  const named = [
    ...(insurances.length + (otherInsurance === undefined ? 0 : 1) > 0 && !topics.has('insurance')
      ? [tellInsurance(mentions, situation.context)]
      : []),
    ...(isUnknownDoctor(heard) && replies.length === 0 ? [unknownPractitioner(situation.context)] : []),
    ...(practitioners.length > 0 && replies.length === 0
      ? [tellPractitioners(practitioners, situation.context)]
      : []),
  ];
  const isOnlyNaming = named.length > 0 && topics.size === 1 && topics.has('services');
  return isOnlyNaming ? named : [...replies, ...named];
}

function aboutServices(services: readonly HealthcareService[], { context }: Situation): Reply {
  const [only] = services;
  return only !== undefined && services.length === 1
    ? describeService(only, context)
    : chooseService(services);
}

function replyTo(topic: Topic, heard: Heard, situation: Situation): Reply {
  const { context, dialogue } = situation;
  const { mentions, normal, page } = heard;
  const remembered = context.services.filter(({ id }) => heard.isShort && id === dialogue.lastServiceId);
  const isGeneral =
    /\b(todos|todas|tabela|outros|servicos|exames?|procedimentos?|consultas?)\b/.test(normal) ||
    normal === '';
  const kind = kindIn(normal);
  const ofKind = isGeneral ? context.services.filter((service) => service.kind === kind) : remembered;
  const services = mentions.services.length > 0 ? mentions.services : ofKind;
  switch (topic) {
    case 'prices':
      return tellPrices(services, context);
    case 'insurance':
      return tellInsurance({ ...mentions, services }, context);
    case 'preparation':
      return (
        (asksForPapers(heard) ? tellFromNotes(context, `${normal} documentos`) : undefined) ??
        tellPreparation(services, context)
      );
    case 'results':
      return tellResults(services, context);
    case 'services':
    case 'booking':
      return listServices(context, { page, kind, isMissing: namesSomething(normal) });
    case 'hours':
      return tellHours(situation, heard.day);
    case 'address':
      return tellAddress(context);
    case 'practitioners':
      return tellPractitioners(mentions.practitioners, context);
    case 'payment':
      return tellPayment(context);
    case 'booking-policy':
      return tellBookingPolicy(context);
    case 'late-arrival':
      return tellLateArrival(context);
    case 'facilities':
      return tellFacilities(context, normal);
    case 'contacts':
      return tellContacts(context, normal);
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
    case 'menu':
      return offerMenu(
        situation,
        'Posso ajudar com estes assuntos. Escolha uma opção ou escreva a sua dúvida 👇',
      );
  }
}
