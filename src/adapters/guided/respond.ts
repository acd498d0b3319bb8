import type { AppointmentChange } from '../../domain/scheduling/appointment-changes.ts';
import type { AgendaQuestion, AgendaTrouble } from '../../application/assistant/agenda-questions.ts';
import type { AgendaReply } from './booking/agenda-step.ts';
import { movedBy } from '../../domain/patient-messages/choice-ids.ts';
import { followAgenda } from './booking/follow-agenda.ts';
import { remindOfAgenda } from './booking/remind-of-agenda.ts';
import { withoutAgenda } from './booking/without-agenda.ts';
import type { BookingWish } from './booking-request.ts';
import { takeWish } from './booking/booking-flow.ts';
import { isKind } from './understanding/courtesy.ts';
import type { Heard } from './understanding/understand.ts';
import type { Reply, Situation } from './reply.ts';
import { remindService, remindWhen } from './replies/booking.ts';
import { isNewOrLongQuiet, offerMenu, sayGoodbye } from './replies/greeting.ts';
import { giveUp, passChange } from './replies/handover.ts';
import { holidayNamed, tellHours } from './replies/opening-hours.ts';
import { answerMedia } from './replies/media.ts';
import { tellFromNotes } from './replies/place.ts';
import { answerEmergency, declineHealthQuestion } from './replies/safety.ts';
import { replyToTopics } from './topic-replies.ts';
import type { Topic } from './understanding/topic.ts';

export type Response = {
  readonly replies: readonly Reply[];
  readonly failed?: boolean;
  readonly wish?: BookingWish;
  /** Nothing but "hello": the whole greeting is due. */
  readonly isPlainGreeting?: boolean;
  readonly changes?: readonly AppointmentChange[];
};

/** Decides what is said: danger first, then all that was asked, then courtesy, then asking again. */
export function respond(
  heard: Heard,
  situation: Situation,
): Response | { readonly asks: readonly AgendaQuestion[] } {
  const { context, agenda } = situation;
  const { danger, topics } = heard;
  if (danger !== undefined) return { replies: [answerEmergency(danger, context)] };
  if (topics.has('complaint'))
    return { replies: replyToTopics({ ...heard, topics: new Set(['complaint']) }, situation) };
  if (agenda === undefined) return talk(...withoutAgenda(heard, situation));
  const step = topics.has('human') ? undefined : followAgenda(heard, { ...situation, agenda });
  if (step === undefined) return talk(heard, situation);
  if ('asks' in step) return step;
  if ('trouble' in step) return passOn(step.trouble, heard, situation);
  return withStep(step, heard, situation);
}

/** Everything but danger and complaints, without looking into the agenda. */
function talk(heard: Heard, situation: Situation): Response {
  const { context, dialogue } = situation;
  const { health, media } = heard;
  const pending = dialogue.wish;
  const isDropped = pending !== undefined && heard.courtesy.declines;
  if (isDropped)
    return {
      replies: [
        offerMenu(situation, 'Tudo bem, deixei o pedido de lado. Posso ajudar com mais alguma coisa?'),
      ],
    };

  const healthReply = health === undefined ? [] : [declineHealthQuestion(health, context)];
  const answers = replyToTopics(heard, situation);
  const wanted = situation.agenda === undefined && wantsToBook(heard, situation, answers);
  const booking =
    wanted && !answers.some(({ handover }) => handover) ? takeWish(heard, situation) : undefined;
  const mediaReplies = media.flatMap((type) => answerMedia(type, context) ?? []);
  const said = [...answers, ...healthReply, ...(booking ? [booking.reply] : [])];
  if (said.length > 0) {
    const wish = booking === undefined ? pending : booking.wish;
    const reminder = booking === undefined ? remind(situation) : [];
    return { replies: [...mediaReplies, ...said, ...reminder], ...(wish && { wish }) };
  }
  if (mediaReplies.length > 0 && heard.normal === '') return afterMedia(heard, mediaReplies, situation);
  return withoutTopic(heard, situation, mediaReplies);
}

function wantsToBook(heard: Heard, { dialogue, context }: Situation, answers: readonly Reply[]): boolean {
  const { topics, when, mentions, courtesy, isShort } = heard;
  const hasRemembered = isShort && context.services.some(({ id }) => id === dialogue.lastServiceId);
  if (context.services.length === 0 && !topics.has('booking')) return false;
  if (topics.has('booking')) return true;
  const { wish } = dialogue;
  if (wish === undefined)
    return when !== undefined && topics.size === 0 && answers.length === 0 && hasRemembered;
  const isAnswered =
    wish.asked === 'when'
      ? when !== undefined
      : mentions.services.length + mentions.practitioners.length > 0 || when !== undefined;
  return (
    isAnswered && (topics.size === 0 || (wish.asked === 'when' && answers.length === 0)) && !courtesy.declines
  );
}

/** What came of the agenda, together with all else that was asked. */
function withStep(step: AgendaReply, heard: Heard, situation: Situation): Response {
  const { reply, wish, changes } = step;
  // "tem mais cedo?" asks neither for services nor for opening hours
  const others = [...heard.topics].filter((topic) => !ofAgenda.has(topic));
  const answers = replyToTopics({ ...heard, topics: new Set([...others, 'booking']) }, situation);
  const health = heard.health === undefined ? [] : [declineHealthQuestion(heard.health, situation.context)];
  const media = heard.media.flatMap((type) => answerMedia(type, situation.context) ?? []);
  return {
    replies: [...media, ...answers, ...health, ...(reply ? [reply] : [])],
    ...(wish && { wish }),
    ...(changes && { changes }),
  };
}

const ofAgenda: ReadonlySet<Topic> = new Set([
  'booking',
  'change-booking',
  'confirm-booking',
  'own-booking',
  'services',
  'hours',
  'menu',
]);

/** The agenda cannot be asked: the wish goes to the clinic's people, and the patient is told so. */
function passOn(trouble: AgendaTrouble, heard: Heard, situation: Situation): Response {
  const sorry = trouble === 'gone' ? [] : [{ text: 'Não consegui consultar a nossa agenda agora.' }];
  const isMove = [situation.dialogue.wish?.moving, movedBy(heard.tap)].some((id) => id !== undefined);
  if (isMove || heard.topics.has('change-booking')) {
    return { replies: [...sorry, passChange(situation)] };
  }
  const [said, talkOnly] = withoutAgenda(heard, situation);
  const { reply, wish } = takeWish(said, talkOnly);
  return { replies: [...sorry, reply], ...(wish && { wish }) };
}

function remind(situation: Situation): readonly Reply[] {
  const ofAgenda = remindOfAgenda(situation);
  if (ofAgenda) return [ofAgenda];
  return situation.agenda === undefined && situation.dialogue.wish?.asked === 'when'
    ? [{ text: remindWhen }]
    : [];
}

/** Who only sends voice messages must reach a person, too. */
function afterMedia({ media }: Heard, replies: readonly Reply[], situation: Situation): Response {
  const isLost = media.some((type) => type === 'audio' || type === 'unsupported' || type === 'unknown');
  const pending = situation.dialogue.wish && { wish: situation.dialogue.wish };
  return isLost ? { ...tryAgain(situation, replies), ...pending } : { replies, ...pending };
}

function withoutTopic(heard: Heard, situation: Situation, before: readonly Reply[]): Response {
  const { courtesy, picture, normal } = heard;
  const pending = situation.dialogue.wish;
  const kept = pending && { wish: pending };
  if (courtesy.rest === '' && before.length === 0) {
    if (courtesy.thanks || courtesy.leaves) return { replies: [sayGoodbye(situation.context)], ...kept };
    const isFirstWord =
      courtesy.greets || ((courtesy.agrees || picture !== undefined) && isNewOrLongQuiet(situation));
    if (isFirstWord)
      return { replies: [offerMenu(situation, hello(situation))], isPlainGreeting: true, ...kept };
    if (courtesy.agrees || isKind(picture)) {
      // "ok" to a question of ours is no answer yet
      if (pending?.asked === 'when') return { replies: [{ text: remindWhen }], ...kept };
      if (pending?.asked === 'service') return { replies: [{ text: remindService }], ...kept };
      const reminder = remindOfAgenda(situation);
      if (reminder) return { replies: [reminder], ...kept };
      return { replies: [{ text: 'Certo! Se precisar de mais alguma coisa, é só escrever. 😊' }], ...kept };
    }
    if (courtesy.declines) return { replies: [{ text: 'Tudo bem! Se precisar, é só chamar por aqui. 😊' }] };
    if (picture === 'other') return { replies: [offerMenu(situation, 'Como posso ajudar?')], ...kept };
    // "?", "kkk", "moça": somebody waits for a word
    if (!heard.isStale)
      return { replies: [offerMenu(situation, 'Estou por aqui! Como posso ajudar?')], ...kept };
  }
  const note = normal === '' ? undefined : tellFromNotes(situation.context, normal);
  // "e sábado?", not any sentence with a day in it
  const asksDay = heard.isShort && !/\bagora\b/.test(normal);
  const day = (asksDay ? heard.day : undefined) ?? holidayNamed(normal, situation);
  if (day !== undefined && pending === undefined)
    return { replies: [...before, tellHours(situation, day, normal)] };
  if (note) return { replies: [...before, note], ...kept };
  if (before.length > 0) return { replies: before, ...kept };
  // Words we do not know, in answer to "which day?": a wish all the same, and the team reads them.
  if (pending?.asked === 'when' && situation.agenda === undefined && !heard.isStale) {
    return { replies: [takeWish(heard, situation).reply] };
  }
  const sorry = heard.isStale
    ? 'Essa opção não está mais disponível. Escolha outra abaixo ou escreva o que você precisa 👇'
    : situation.dialogue.failedAttempts === 0
      ? 'Desculpe, não entendi. Pode escrever de outro jeito ou escolher uma opção abaixo? 👇'
      : 'Ainda não entendi 😕 Escolha uma opção abaixo ou toque em "Falar com a equipe" 👇';
  const again = remindOfAgenda(situation)?.menu;
  return {
    ...tryAgain(situation, [again ? { text: sorry, menu: again } : offerMenu(situation, sorry)]),
    ...kept,
  };
}

/** Asks again at most as often as the clinic allows, then a human goes on. */
const tryAgain = (situation: Situation, replies: readonly Reply[]): Response =>
  situation.dialogue.failedAttempts >= situation.context.agent.maxFailedAttempts
    ? { replies: [giveUp(situation)] }
    : { replies, failed: true };

const hello = ({ dialogue }: Situation): string =>
  dialogue.lastSpokeAt === undefined
    ? 'Escolha uma opção ou escreva a sua dúvida 👇'
    : 'Oi! Como posso ajudar? 😊';
