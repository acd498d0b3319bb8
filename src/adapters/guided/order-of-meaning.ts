import { aboutOwnVisit } from './booking/own/about-own-visit.ts';
import { answerToCancelling, answerToHeldTime, yesToOnlyTime } from './booking/answers-to-us.ts';
import { changeOwn } from './booking/own/change-own-appointment.ts';
import { answerToWhich } from './booking/own/choose-own-appointment.ts';
import { continueBooking, isAboutBooking } from './booking/continue-booking.ts';
import { confirmPresence, tellOwn } from './booking/own/own-appointments.ts';
import { followTap } from './booking/taps.ts';
import { offerMenu } from './replies/greeting.ts';
import type { Situation, TurnReplies } from './reply.ts';
import {
  askAfterPicture,
  sayBye,
  sayHello,
  sayIAmHere,
  takeAgreement,
  takeRefusal,
} from './talk/courtesies.ts';
import { takeDataRequest, takeWrongNumber, tellDuration, tellWhose } from './talk/in-between.ts';
import { answerQuestions } from './talk/questions.ts';
import type { Speaker } from './talk/speaker.ts';
import { topicReplies } from './talk/topics.ts';
import {
  askToRepeat,
  passOnUnknownDay,
  quoteNotes,
  takeMedia,
  tellHoursOfDay,
} from './talk/unknown-words.ts';
import { mayUseAgenda, withAgenda } from './talk/with-agenda.ts';
import type { Topic } from './understanding/topic.ts';
import type { Understanding } from './understanding/understand.ts';

/** Does not compile while a topic has no rank, for it would never be answered. */
const everyTopic = <const Order extends readonly Topic[]>(
  order: Order & (Exclude<Topic, Order[number] | 'booking'> extends never ? Order : 'a topic is missing'),
): readonly Topic[] => order;

/** Where several are asked about at once. Booking is a conversation of its own. */
const topicsInOrder = everyTopic([
  'complaint',
  'urgent-care',
  'praise',
  'about',
  'robot',
  'prices',
  'insurance',
  'preparation',
  'results',
  'professionals',
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
]);

const replyToTopics = topicReplies(topicsInOrder);
const agenda = (speak: Parameters<typeof withAgenda>[1]) => withAgenda(replyToTopics, speak);

const takeComplaints: Speaker = (understood, situation) =>
  understood.topics.has('complaint')
    ? { replies: replyToTopics({ ...understood, topics: new Set(['complaint']) }, situation) }
    : undefined;

/** "Deixa pra lá"; but "não" to "é paciente dela?" is an answer. */
const dropRequest: Speaker = (understood, situation) => {
  const { request } = situation.dialogue;
  const isAnswer = request?.asked === 'known-patient' && mayUseAgenda(understood, situation);
  if (request === undefined || !understood.courtesy.declines || isAnswer) return undefined;
  const text = 'Tudo bem, deixei o pedido de lado. Posso ajudar com mais alguma coisa?';
  return { replies: [offerMenu(situation, text)] };
};

/** Who may answer a turn, in this order: the first that has something to say speaks alone. */
const speakers: readonly Speaker[] = [
  takeDataRequest,
  takeComplaints,

  // a tap, and answers to what we asked last
  agenda((said, situation) => said.tap && followTap(said.tap, said, situation)),
  agenda(answerToHeldTime),
  agenda(answerToCancelling),
  agenda(answerToWhich),
  agenda(yesToOnlyTime),
  dropRequest,

  // what is wanted of the agenda
  agenda((said, situation) => (said.topics.has('change-booking') ? changeOwn(said, situation) : undefined)),
  agenda((said, situation) =>
    said.topics.has('confirm-booking') ? confirmPresence(said, situation) : undefined,
  ),
  agenda((said, situation) => (said.talk.isAboutOwn ? tellOwn(said, situation) : undefined)),
  agenda(aboutOwnVisit),
  agenda((said, situation) =>
    isAboutBooking(said, situation) ? continueBooking(said, situation) : undefined,
  ),

  tellDuration,
  takeWrongNumber,

  // everything else that is asked; without the agenda also what is to be booked
  answerQuestions(replyToTopics),
  takeMedia,

  // courtesy and nothing else
  sayBye,
  sayHello,
  takeAgreement,
  takeRefusal,
  askAfterPicture,
  sayIAmHere,

  // words that name no topic of ours
  tellHoursOfDay,
  quoteNotes,
  tellWhose,
  passOnUnknownDay,
];

/** What is said in a turn. */
export async function replyInOrder(understood: Understanding, situation: Situation): Promise<TurnReplies> {
  for (const speak of speakers) {
    const said = await speak(understood, situation);
    if (said) return said;
  }
  return askToRepeat(understood, situation);
}
