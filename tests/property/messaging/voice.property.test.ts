import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { sealedToken } from '../../../src/application/ports/connection/token-cipher.ts';
import type { Assistant } from '../../../src/application/ports/assistant/assistant.ts';
import { defaultTurnPolicy } from '../../../src/domain/messaging/turn.ts';
import { aMessage } from '../../support/builders/a-received-message.ts';
import { memoryWorld, nobodyListens } from '../../support/worlds/memory-world.ts';

const waitMs = 8_000;
const leaseMs = 10_000;
const stepMs = 250;
const lastsMs = 70_000;

const calm = 'quero marcar uma consulta';
const danger = 'meu pai está com dor no peito e não consegue respirar';

const aScript = fc.record({
  /** When the file is here, ms after the recording came; never when absent. */
  fetchedAt: fc.option(fc.nat(20_000), { nil: undefined }),
  /** How long listening takes after that; it never ends when absent. */
  listenMs: fc.option(fc.nat(20_000), { nil: undefined }),
  /** Whether words come of it. */
  isHeard: fc.boolean(),
  said: fc.constantFrom(calm, calm, danger),
  /** What is written beside it, and when. */
  written: fc.array(
    fc.record({ at: fc.nat(25_000), text: fc.constantFrom('bom dia', 'qual o endereço?', danger) }),
    { maxLength: 3 },
  ),
  /** When a worker takes what is due and dies. */
  kills: fc.array(fc.nat(25_000), { maxLength: 2 }),
});

const echoing: Assistant = {
  answer: async ({ messages, dialogue }) => ({
    replies: [{ type: 'text', body: messages.map(({ id, text }) => `<${id}:${text}>`).join('') }],
    dialogue,
  }),
};

it('a recording is answered once, in words if they come in time, and an emergency in it always, whatever dies', async () => {
  await fc.assert(
    fc.asyncProperty(aScript, async ({ fetchedAt, listenMs, isHeard, said, written, kills }) => {
      const world = memoryWorld({ assistant: echoing, voicePolicy: { ...nobodyListens, waitMs } });
      const { clock, stores, db, clinicId } = world;
      await stores.clinicAssistants.save(clinicId, { usesModel: false, hearsVoice: true });
      const began = clock.now().getTime();
      const elapsed = () => clock.now().getTime() - began;
      const sends = (wish: object) =>
        world.ingestMessage({
          items: [aMessage({ number: { phoneNumberId: 'pn-1' }, sentAt: clock.now(), ...wish })],
          requestId: 'r',
        });
      const heardAt = fetchedAt === undefined || listenMs === undefined ? undefined : fetchedAt + listenMs;
      const file = {
        type: 'audio/ogg',
        size: 5,
        sha256: 'ff',
        sealedKey: sealedToken('k'),
        isToBeHeard: true,
      };
      const events: { at: number; what: () => Promise<unknown> }[] = [
        ...(fetchedAt === undefined
          ? []
          : [
              {
                at: fetchedAt,
                async what() {
                  const [media] = await stores.messageMedia.claim(1, 60_000);
                  await stores.messageMedia.settle(media!, { to: 'stored', ...file }, clock.now());
                },
              },
            ]),
        ...(heardAt === undefined
          ? []
          : [
              {
                at: heardAt,
                async what() {
                  const [voice] = await stores.voiceNotes.claim(1, 60_000);
                  const isDanger = said === danger;
                  await stores.voiceNotes.settle(
                    voice!,
                    isHeard ? { to: 'heard', text: said, isDanger } : { to: 'unheard', code: 'nothing-said' },
                  );
                },
              },
            ]),
        ...written.map(({ at, text }) => ({ at, what: () => sends({ text }) })),
        ...kills.map((at) => ({ at, what: () => stores.turns.claim(5, leaseMs) })),
      ].toSorted((one, other) => one.at - other.at);

      await sends({ type: 'audio', text: '', media: { mediaId: 'm' } });
      const audio = db.messages[0]!.id;
      const answers = () =>
        db.messages
          .filter(({ direction }) => direction === 'outbound')
          .map(({ text, createdAt }) => ({
            text,
            at: createdAt.getTime() - began,
          }));
      while (elapsed() < lastsMs) {
        while (events[0] !== undefined && events[0].at <= elapsed()) await events.shift()!.what();
        for (const turn of await stores.turns.claim(5, leaseMs)) await world.answerPatient(turn);
        clock.advance(stepMs);
      }

      expect(db.messages.filter(({ awaitsTurn }) => awaitsTurn)).toEqual([]);
      const given = answers();
      const isAnswer = (text: string) => text.includes(`<${audio}:`);
      const isAlarm = (text: string) => text.includes('192');
      const isDangerHeard = isHeard && heardAt !== undefined && said === danger;
      const isDangerWritten = written.some(({ text }) => text === danger);
      // once, but for an alarm, which takes the place of an answer, or follows it
      const spoken = given.filter(({ text }) => isAnswer(text));
      expect(spoken.length).toBeLessThanOrEqual(1);
      if (!isDangerHeard && !isDangerWritten) expect(spoken).toHaveLength(1);
      if (isDangerHeard || isDangerWritten) expect(given.some(({ text }) => isAlarm(text))).toBe(true);
      else expect(given.some(({ text }) => isAlarm(text))).toBe(false);
      // a worker that dies keeps a turn for its lease
      const slackMs = defaultTurnPolicy.capMs + 2 * stepMs + kills.length * leaseMs;
      expect(given[0]!.at).toBeLessThanOrEqual(waitMs + slackMs);
      if (isDangerWritten && kills.length === 0) {
        const at = Math.min(...written.filter(({ text }) => text === danger).map((each) => each.at));
        expect(given.find(({ text }) => isAlarm(text))!.at).toBeLessThanOrEqual(at + slackMs);
      }
      const isInTime = isHeard && heardAt !== undefined && heardAt < waitMs - stepMs;
      if (spoken.length === 1 && isInTime && said === calm) {
        expect(spoken[0]!.text).toContain(`<${audio}:${calm}>`);
        expect(spoken[0]!.text).toContain(`Entendi do seu áudio: “${calm}”`);
      }
      if (spoken.length === 1 && (!isHeard || heardAt === undefined))
        expect(spoken[0]!.text).toContain(`<${audio}:>`);
    }),
    { numRuns: 300 },
  );
}, 120_000);

it('another conversation is answered meanwhile', async () => {
  const world = memoryWorld({ assistant: echoing, voicePolicy: { ...nobodyListens, waitMs } });
  const { clock, stores, clinicId } = world;
  await stores.clinicAssistants.save(clinicId, { usesModel: false, hearsVoice: true });
  const number = { phoneNumberId: 'pn-1' };
  await world.ingestMessage({
    items: [
      aMessage({ number, type: 'audio', text: '', media: { mediaId: 'm' }, sentAt: clock.now() }),
      aMessage({ number, person: { bsuid: 'BR.2' }, text: 'bom dia', sentAt: clock.now() }),
    ],
    requestId: 'r',
  });
  clock.advance(defaultTurnPolicy.debounceMs + 1);
  const outcomes = await Promise.all((await stores.turns.claim(5, leaseMs)).map(world.answerPatient));
  expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['answered', 'waits-for-voice']);
  expect(await stores.turns.msUntilDue()).toBe(waitMs - defaultTurnPolicy.debounceMs - 1);
});
