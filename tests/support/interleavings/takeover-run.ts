import type { Timers } from '../../../src/application/ports/system/timers.ts';
import type { ClaimedTurn } from '../../../src/application/ports/messaging/turns.ts';
import { isClaimable } from '../../../src/domain/messaging/turn-lease.ts';
import { messageId } from '../../../src/domain/messaging/message.ts';
import { aMessage } from '../builders/a-received-message.ts';
import { memoryWorld, type Stores } from '../worlds/memory-world.ts';
import type { Run } from './explore.ts';
import { scheduler } from './scheduler.ts';
import { stateOfWorld } from './state-of-world.ts';
import { thinkingAssistant } from './thinking-assistant.ts';

type HumanStep = 'take over' | 'reply' | 'write on their phone' | 'return';

/** What may happen beside each other, each as often as it says at most. */
export type Story = {
  /** In this order. */
  readonly people: readonly HumanStep[];
  readonly workers: number;
  readonly senders: number;
  /** Senders that take a reply as it is committed. */
  readonly hands?: number;
  /** Further messages of the patient. */
  readonly writes: number;
  /** Times that all leases run out. */
  readonly expiries: number;
  readonly kills: number;
  /** Times that a worker renews its lease, or learns that it may not. */
  readonly looks: number;
  /** Takes a rule away, to show that its absence is noticed. */
  readonly without?: (stores: Stores, world: () => World) => Stores;
};

export type World = ReturnType<typeof memoryWorld>;

const number = { phoneNumberId: 'pn-1' };
const leaseMs = 30_000;

/** A patient has written, and everything else is still to come. */
export async function takeoverRun(story: Story): Promise<Run> {
  const actors = scheduler();
  const { gate, learn } = actors;
  const left = { ...story, people: [...story.people] };
  /** Human acts that were committed. */
  let acts = 0;
  let breach: string | undefined;
  const actsAtClaim = new Map<number, number>();
  const actsBefore = new Map<string, number>();
  /** Every message from its last look on: between it and the call nothing is waited for. */
  const handed: string[] = [];
  const looks = new Set<() => void>();
  const timers = (elapsed: () => number): Timers => ({
    elapsed,
    sleep: () => new Promise(() => undefined),
    after(ms, run) {
      // the deadline of a turn is far away; what is left are its looks at its lease
      if (ms <= 1_000) looks.add(run);
      return () => void looks.delete(run);
    },
  });

  const watched = (stores: Stores): Stores => {
    const { turns, outbox } = stores;
    return {
      ...stores,
      turns: {
        ...turns,
        async complete(turn, completion, taker) {
          await gate('commits the answer');
          for (const { id } of completion.replies) actsBefore.set(id, actsAtClaim.get(turn.leaseToken) ?? -1);
          const isDone = await turns.complete(turn, completion, taker);
          learn(isDone);
          return isDone;
        },
      },
      outbox: {
        ...outbox,
        async reservePlace(...send) {
          await gate('looks once more, and hands it to Meta');
          const place = await outbox.reservePlace(...send);
          learn(place);
          return place;
        },
        async settle(...settlement) {
          await gate('writes down what became of it');
          const isHeld = await outbox.settle(...settlement);
          learn([settlement[1].to, isHeld]);
          return isHeld;
        },
      },
    };
  };

  const world: World = memoryWorld({
    contextualization: { servicos: { consultas: [{ nome: 'Consulta', ativo: true }] } },
    assistant: thinkingAssistant(
      actors,
      timers(() => world.clock.now().getTime()),
    ),
    timers: (clock) => timers(() => clock.now().getTime()),
    aroundStores: (stores) => watched(story.without?.(stores, () => world) ?? stores),
    around: (sender) => ({
      ...sender,
      async send(request) {
        hand(request.messageId);
        await gate('hears from Meta');
        return { outcome: 'accepted', metaMessageId: `wamid.out.${request.messageId}` };
      },
    }),
  });
  const { db, clock, stores } = world;
  const conversation = () => [...db.conversations.values()][0]!;

  function hand(id: string): void {
    const row = db.messages.find((one) => one.id === id);
    if (handed.includes(id)) breach ??= 'the same message was handed to Meta twice';
    handed.push(id);
    if (row?.origin !== 'assistant') return;
    if (actsBefore.get(id) !== acts) breach ??= 'an answer went out that was begun before people acted';
    if (conversation().mode === 'human') breach ??= 'the assistant spoke while people have the conversation';
  }

  world.sendHands.lentBy(() => {
    const hands = left.hands ?? 0;
    if (hands === 0) return undefined;
    left.hands = hands - 1;
    return {
      leaseMs,
      take: (send) => void actors.start(`hand ${hands}`, () => world.deliverMessage(send)),
      letGo: () => undefined,
    };
  });

  let written = 0;
  const ingest = (origin: 'patient' | 'staff') =>
    world.ingestMessage({
      items: [aMessage({ origin, number, sentAt: clock.now(), wamid: `wamid.${(written += 1)}` })],
      requestId: 'r',
    });
  await ingest('patient');
  clock.advance(2_000);
  const wish = { clinicId: world.clinicId, conversationId: conversation().id, by: undefined };

  const humanStep = async (step: HumanStep) => {
    if (step === 'write on their phone') await ingest('staff');
    else if (step === 'take over') await world.takeOver(wish);
    else if (step === 'return') {
      if ((await world.returnToAssistant(wish)).isRepeat) return;
    } else {
      const content = { type: 'text', body: 'oi' } as const;
      const reply = { messageId: messageId(db.ids.next()), content, sentBy: 'user:bia', requestId: 'r' };
      await world.reply({ ...wish, reply });
    }
    acts += 1;
  };
  const isTurnDue = () => isClaimable(conversation(), clock.now());
  const isSendDue = () =>
    db.messages.some(
      ({ nextAttemptAt, leaseUntil }) =>
        nextAttemptAt !== undefined &&
        nextAttemptAt <= clock.now() &&
        (leaseUntil === undefined || leaseUntil <= clock.now()),
    );
  const begin = {
    worker: async () => {
      const [turn] = await stores.turns.claim(1, leaseMs);
      if (turn === undefined) return;
      actsAtClaim.set(turn.leaseToken, acts);
      learn(seenIn(turn));
      learn((await world.answerPatient(turn)).outcome);
    },
    sender: async () => {
      const [send] = await stores.outbox.claim(1, leaseMs);
      if (send === undefined) return;
      learn([send.messageId, send.found, send.overtaken, send.leaseToken]);
      await world.deliverMessage(send);
    },
  };

  return {
    breach: () => breach,
    state: () => stateOfWorld(db, [actors.state(), left, acts, handed, [...actsBefore], looks.size]),

    choices: () => [
      ...actors.waiting(),
      ...(left.workers > 0 && isTurnDue() ? ['a worker takes the turn'] : []),
      ...(left.senders > 0 && isSendDue() ? ['a worker takes a message to send'] : []),
      ...left.people.slice(0, 1).map((step) => `people ${step}`),
      ...(left.writes > 0 ? ['the patient writes'] : []),
      ...(left.expiries > 0 ? ['leases run out'] : []),
      ...(left.looks > 0 && looks.size > 0 ? ['a worker looks at its lease'] : []),
      ...(left.kills > 0 ? actors.waiting().map((one) => `killed: ${one}`) : []),
    ],

    async take(choice) {
      if (choice === 'a worker takes the turn')
        await actors.start(`worker ${(left.workers -= 1)}`, begin.worker);
      else if (choice === 'a worker takes a message to send')
        await actors.start(`sender ${(left.senders -= 1)}`, begin.sender);
      else if (choice === 'the patient writes') {
        left.writes -= 1;
        await ingest('patient');
      } else if (choice === 'leases run out') {
        left.expiries -= 1;
        clock.advance(leaseMs + 1_000);
      } else if (choice === 'a worker looks at its lease') {
        left.looks -= 1;
        const [look] = looks;
        looks.delete(look!);
        await actors.start(`look ${left.looks}`, async () => look!());
      } else if (choice.startsWith('people ')) await humanStep(left.people.shift()!);
      else if (choice.startsWith('killed: ')) {
        left.kills -= 1;
        actors.kill(nameIn(choice.slice('killed: '.length)));
      } else await actors.let(nameIn(choice));
    },
  };
}

const nameIn = (waiting: string): string => waiting.slice(0, waiting.indexOf(':'));

const seenIn = ({ epoch, leaseToken, arrivals, standing, messages }: ClaimedTurn) => [
  ...[epoch, leaseToken, arrivals, standing.mode],
  messages.map(({ metaMessageId }) => metaMessageId),
];
