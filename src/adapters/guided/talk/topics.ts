import { wordsOf } from '../../../domain/language/normalise-text.ts';
import { phraseFinder } from '../../../domain/language/phrase.ts';
import { asksBeyondCard, isUnknownDoctor, kindIn } from '../understanding/asked-details.ts';
import type { Topic } from '../understanding/topic.ts';
import type { Understanding } from '../understanding/understand.ts';
import { tellFromNotes } from '../replies/place.ts';
import { tellProfessionals, unknownProfessional } from '../replies/people.ts';
import { chooseService, describeService, listServices, notOffered } from '../replies/services.ts';
import type { Reply, Situation } from '../reply.ts';
import { replyTo } from './topic-replies.ts';

/** What is said to everything that was asked. */
export type TopicReplies = (understood: Understanding, situation: Situation) => readonly Reply[];

/** Several topics are answered in this `order`. */
export const topicReplies =
  (order: readonly Topic[]): TopicReplies =>
  (understood, situation) => {
    const { topics, mentions, health } = understood;
    const isBookingAnswer = situation.dialogue.request !== undefined;
    if (topics.size === 0 && (isBookingAnswer || health !== undefined)) return [];
    const asked = withThingsNamed(understood);
    const replies = order
      // what has come is answered as what it is
      .filter((topic) => asked.has(topic) && !(topic === 'sending-files' && understood.media.length > 0))
      .map((topic) => replyTo(topic, understood, situation));
    if (replies.some(({ handover }) => handover)) return replies;
    if (topics.has('booking')) return [...replies, ...unknownRequests(understood, situation)];
    if (mentions.services.length > 0 && needsCard(asked))
      return [...replies, ...aboutServices(understood, situation)];
    return replies.length > 0 ? replies : aboutNames(understood, situation);
  };

/** "Vocês atendem Unimed?" – the thing named decides what is asked. */
function withThingsNamed({ topics, mentions, normal, health }: Understanding): ReadonlySet<Topic> {
  const { services, professionals, insurances, otherInsurance } = mentions;
  const asked = new Set(topics);
  const isPlan = insurances.length > 0 || otherInsurance !== undefined;
  if (isPlan) asked.add('insurance');
  if (
    isPlan ||
    services.length > 0 ||
    (professionals.length > 0 && topics.size === 1 && kindIn(normal) === undefined)
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
  'professionals',
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
function aboutNames(understood: Understanding, { context }: Situation): readonly Reply[] {
  const { professionals, isOtherCare } = understood.mentions;
  if (professionals.length > 0) return [tellProfessionals(professionals, context)];
  if (isUnknownDoctor(understood)) return [unknownProfessional(context)];
  return isOtherCare === true && !understood.isStale && context.services.length > 0
    ? [listServices(context, { isMissing: true })]
    : [];
}

/** Said before a request is taken: nobody is left to believe that it was understood. */
function unknownRequests(understood: Understanding, { context }: Situation): readonly Reply[] {
  const { namesEach, isOtherCare } = understood.mentions;
  return [
    ...(isOtherCare === true && context.services.length > 0 ? [{ text: notOffered }] : []),
    ...(isUnknownDoctor(understood) && context.professionals.length > 0
      ? [{ text: 'Não encontrei esse nome entre os nossos profissionais.' }]
      : []),
    ...(namesEach === true
      ? [{ text: 'Anoto um pedido de cada vez: comece por um deles e depois me peça o outro.' }]
      : []),
  ];
}

const asks = phraseFinder(['tem/tenham/pode/posso/precisa/preciso/qual/quais/como/vale/existe/ha/e/inclui']);

function aboutServices(
  { mentions, topics, marked }: Understanding,
  { context }: Situation,
): readonly Reply[] {
  const [only] = mentions.services;
  if (only === undefined || mentions.services.length > 1)
    return [chooseService(mentions.services, mentions.namesEach === true)];
  const card = describeService(only, context);
  const isAll = topics.size > 0 || !asksBeyondCard(marked);
  const note = isAll || !asks(wordsOf(marked)) ? undefined : tellFromNotes(context, marked);
  if (note) return [note];
  return isAll ? [card] : [card, { text: 'Se a sua dúvida é outra, a equipe responde por aqui.' }];
}
