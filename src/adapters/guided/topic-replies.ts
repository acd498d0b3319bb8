import {
  asksBeyondCard,
  asksForClinic,
  asksForPapers,
  isUnknownDoctor,
  kindIn,
  namesSomething,
  offersCare,
} from './understanding/asked-details.ts';
import type { ClinicContext } from '../../domain/clinic/clinic-context.ts';
import type { Heard } from './understanding/understand.ts';
import type { Reply, Situation } from './reply.ts';
import { tellBookingPolicy, tellLateArrival, tellPreparation, tellResults } from './replies/care.ts';
import { introduceItself, offerMenu, sayItInEnglish, takePraise, welcome } from './replies/greeting.ts';
import {
  passChange,
  passConfirmation,
  passOwnBooking,
  passToHuman,
  takeComplaint,
} from './replies/handover.ts';
import { takeData, takeFiles } from './replies/media.ts';
import { tellInsurance } from './replies/insurance.ts';
import { tellHours } from './replies/opening-hours.ts';
import { tellPayment } from './replies/payment.ts';
import { tellPractitionerHours, tellPractitioners, unknownPractitioner } from './replies/people.ts';
import {
  tellAbout,
  tellAddress,
  tellBusiness,
  tellCareRules,
  tellContacts,
  tellFacilities,
  notKnown,
  tellFromNotes,
} from './replies/place.ts';
import { tellUrgentCare } from './replies/safety.ts';
import {
  chooseService,
  describeService,
  listServices,
  notOffered,
  practitionersOf,
  tellPrices,
} from './replies/services.ts';
import type { Topic } from './understanding/topic.ts';

/** Read in this order where several are asked at once; booking is a conversation of its own. */
const order: readonly Topic[] = [
  'complaint',
  'urgent-care',
  'praise',
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
  'care-rules',
  'contacts',
  'business',
  'payment',
  'booking-policy',
  'late-arrival',
  'arrival',
  'sending-files',
  'giving-data',
  'services',
  'change-booking',
  'confirm-booking',
  'own-booking',
  'human',
  'menu',
  'foreign',
];

export function replyToTopics(heard: Heard, situation: Situation): readonly Reply[] {
  const { topics, mentions, health } = heard;
  const isBookingAnswer = situation.dialogue.wish !== undefined;
  if (topics.size === 0 && (isBookingAnswer || health !== undefined)) return [];
  const asked = withThingsNamed(heard);
  const replies = replyToAll(asked, heard, situation);
  if (replies.some(({ handover }) => handover)) return replies;
  if (topics.has('booking')) return [...replies, ...unknownWishes(heard, situation)];
  if (mentions.services.length > 0 && needsCard(asked))
    return [...replies, ...aboutServices(heard, situation)];
  return replies.length > 0 ? replies : aboutNames(heard, situation);
}

const replyToAll = (topics: ReadonlySet<Topic>, heard: Heard, situation: Situation): readonly Reply[] =>
  order
    // what has come is answered as what it is
    .filter((topic) => topics.has(topic) && !(topic === 'sending-files' && heard.media.length > 0))
    .map((topic) => replyTo(topic, heard, situation));

/** "Vocês atendem Unimed?" – the thing named decides what is asked. */
function withThingsNamed({ topics, mentions, normal, health }: Heard): ReadonlySet<Topic> {
  const { services, practitioners, insurances, otherInsurance } = mentions;
  const asked = new Set(topics);
  const isPlan = insurances.length > 0 || otherInsurance !== undefined;
  if (isPlan) asked.add('insurance');
  if (
    isPlan ||
    services.length > 0 ||
    (practitioners.length > 0 && topics.size === 1 && kindIn(normal) === undefined)
  )
    asked.delete('services');
  if (isPlan || services.length > 0 || health !== undefined) asked.delete('menu');
  return asked;
}

/** What else is asked says enough about a service, or only names it in passing. */
const saysEnough: readonly Topic[] = [
  'prices',
  'insurance',
  'preparation',
  'results',
  'practitioners',
  'hours',
  'care-rules',
  'booking-policy',
  'late-arrival',
  'urgent-care',
  'arrival',
  'sending-files',
  'giving-data',
  'praise',
  'foreign',
];
const needsCard = (topics: ReadonlySet<Topic>) => !saysEnough.some((topic) => topics.has(topic));

/** Nothing is asked, but somebody or something is named. */
function aboutNames(heard: Heard, { context }: Situation): readonly Reply[] {
  const { practitioners, isOtherCare } = heard.mentions;
  if (practitioners.length > 0) return [tellPractitioners(practitioners, context)];
  if (isUnknownDoctor(heard)) return [unknownPractitioner(context)];
  return isOtherCare === true && !heard.isStale && context.services.length > 0
    ? [listServices(context, { isMissing: true })]
    : [];
}

/** Said before a wish is taken: nobody is left to believe that it was understood. */
function unknownWishes(heard: Heard, { context }: Situation): readonly Reply[] {
  const { namesEach, isOtherCare } = heard.mentions;
  return [
    ...(isOtherCare === true && context.services.length > 0 ? [{ text: notOffered }] : []),
    ...(isUnknownDoctor(heard) && context.practitioners.length > 0
      ? [{ text: 'Não encontrei esse nome entre os nossos profissionais.' }]
      : []),
    ...(namesEach === true
      ? [{ text: 'Anoto um pedido de cada vez: comece por um deles e depois me peça o outro.' }]
      : []),
  ];
}

function aboutServices({ mentions, topics, marked }: Heard, { context }: Situation): readonly Reply[] {
  const [only] = mentions.services;
  if (only === undefined || mentions.services.length > 1)
    return [chooseService(mentions.services, mentions.namesEach === true)];
  const card = describeService(only, context);
  const isAll = topics.size > 0 || !asksBeyondCard(marked);
  return isAll ? [card] : [card, { text: 'Se a sua dúvida é outra, a equipe responde por aqui.' }];
}

function servicesAskedAbout({ mentions, normal, isShort }: Heard, { context, dialogue }: Situation) {
  if (mentions.services.length > 0) return mentions.services;
  const theirs = context.services.filter(({ practitionerIds }) =>
    mentions.practitioners.some(({ id }) => practitionerIds.includes(id)),
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

function tellServices({ normal, mentions, page }: Heard, context: ClinicContext): Reply {
  const isOtherCare = mentions.isOtherCare === true;
  const isSomething = namesSomething(normal);
  const fromNotes = isSomething && !isOtherCare ? tellFromNotes(context, normal) : undefined;
  if (fromNotes) return fromNotes;
  // "tem sala de espera?" need not be a service
  if (isSomething && !isOtherCare && !offersCare(normal)) return notKnown;
  return listServices(context, { page, kind: kindIn(normal), isMissing: isOtherCare || isSomething });
}

function replyTo(topic: Topic, heard: Heard, situation: Situation): Reply {
  const { context } = situation;
  const { mentions, normal, day } = heard;
  const services = servicesAskedAbout(heard, situation);
  const isMissing = mentions.isOtherCare === true;
  const doing = mentions.services.flatMap((service) => practitionersOf(service, context));
  const people = mentions.practitioners.length > 0 ? mentions.practitioners : [...new Set(doing)];
  const isOfPerson = mentions.practitioners.length > 0 || !asksForClinic(normal);
  const [practitioner] = people.length === 1 && isOfPerson ? people : [];
  switch (topic) {
    case 'prices':
      return tellPrices(isMissing ? [] : services, context, isMissing);
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
      return tellServices(heard, context);
    case 'hours':
      return practitioner
        ? tellPractitionerHours(practitioner, day, situation)
        : tellHours(situation, day, normal);
    case 'address':
      return tellAddress(context);
    case 'practitioners':
      return tellPractitioners(people, context);
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
