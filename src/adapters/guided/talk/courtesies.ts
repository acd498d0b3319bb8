import { remindOfTimes } from './remind-of-times.ts';
import { remindService, remindWhen } from '../replies/booking.ts';
import { isNewOrLongQuiet, offerMenu, sayGoodbye } from '../replies/greeting.ts';
import { mediaReplies } from '../replies/media.ts';
import type { Reply, Situation } from '../reply.ts';
import { isKind } from '../understanding/courtesy.ts';
import type { Understanding } from '../understanding/understand.ts';
import type { Speaker } from './speaker.ts';

/** For a turn that holds nothing but courtesy; a request that is open stays open. */
const toCourtesy =
  (
    reply: (
      understood: Understanding,
      situation: Situation,
    ) => Reply | undefined | Promise<Reply | undefined>,
  ): Speaker =>
  async (understood, situation) => {
    const isAlone = understood.courtesy.rest === '' && mediaReplies(understood, situation).length === 0;
    const said = isAlone ? await reply(understood, situation) : undefined;
    return said && { replies: [said], request: situation.dialogue.request };
  };

/** "Obrigada", "até mais". */
export const sayBye = toCourtesy(({ courtesy }, situation) =>
  courtesy.thanks || courtesy.leaves ? sayGoodbye(situation) : undefined,
);

/** "Oi"; from somebody new also a mere "ok". */
export const sayHello: Speaker = async (understood, situation) => {
  const said = await hello(understood, situation);
  return said && { ...said, isPlainGreeting: true };
};
const hello = toCourtesy(({ courtesy, picture }, situation) => {
  const isFirstWord = (courtesy.agrees || picture !== undefined) && isNewOrLongQuiet(situation);
  if (!courtesy.greets && !isFirstWord) return undefined;
  const isNew = situation.dialogue.lastSpokeAt === undefined;
  const text = isNew ? 'Escolha uma opção ou escreva a sua dúvida 👇' : 'Oi! Como posso ajudar? 😊';
  return offerMenu(situation, text);
});

/** "Ok" to a question of ours is no answer yet. */
export const takeAgreement = toCourtesy(async ({ courtesy, picture }, situation) => {
  if (!courtesy.agrees && !isKind(picture)) return undefined;
  const asked = situation.dialogue.request?.asked;
  if (asked === 'when') return { text: remindWhen };
  if (asked === 'service') return { text: remindService };
  const wellThen = { text: 'Certo! Se precisar de mais alguma coisa, é só escrever. 😊' };
  return (await remindOfTimes(situation)) ?? wellThen;
});

/** "Não", where nothing was asked. */
export const takeRefusal = toCourtesy(({ courtesy }) =>
  courtesy.declines ? { text: 'Tudo bem! Se precisar, é só chamar por aqui. 😊' } : undefined,
);

/** A picture that says nothing. */
export const askAfterPicture = toCourtesy(({ picture }, situation) =>
  picture === 'other' ? offerMenu(situation, 'Como posso ajudar?') : undefined,
);

/** "?", "kkk", "moça": somebody waits for a word. */
export const sayIAmHere = toCourtesy(({ isStale }, situation) =>
  isStale ? undefined : offerMenu(situation, 'Estou por aqui! Como posso ajudar?'),
);
