import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { demoClinic } from '../../../src/bootstrap/local/demo-clinic.ts';
import { newDialogue } from '../../../src/adapters/guided/dialogue.ts';
import { answerGuided, makeGuidedAssistant } from '../../../src/adapters/guided/guided-assistant.ts';
import { makeAnswerSafely } from '../../../src/application/assistant/answer-safely.ts';
import { toolsWithoutAgenda } from '../../../src/application/assistant/turn-tools.ts';
import { systemTimers } from '../../../src/adapters/system/timers.ts';
import { dangerInSteps } from '../../../src/domain/assistant/safety/danger-in-steps.ts';
import { patientWords } from '../../../src/domain/assistant/safety/patient-words.ts';
import type { ClinicContext } from '../../../src/domain/clinic/clinic-context.ts';
import { messageId, type PatientMessage } from '../../../src/domain/messaging/message.ts';
import { contextOf } from './assistant-worlds.ts';
import { anyTexts, extremeDocuments, inventedBy, madeUp } from './poison.ts';
import { unhurried } from '../../support/worlds/unhurried.ts';
import { bestMs, cpuMs, holdsShortly, slowness } from '../../support/holds-shortly.ts';

/** What may be held of the event loop at a time, on a machine that folds two million characters in 30 ms. */
const mostMs = 50;

beforeAll(async () => {
  await answer(contextOf(demoClinic.contextualization), ['oi', 'quanto custa a limpeza de pele?']);
});

const asMessages = (texts: readonly string[]): readonly PatientMessage[] =>
  texts.map((text, index) => ({ id: messageId(`m${index}`), type: 'text', text, sentAt: new Date(0) }));
const asked = (context: ClinicContext, texts: readonly string[]) => ({
  context,
  messages: asMessages(texts),
  dialogue: newDialogue,
  now: new Date('2026-11-24T15:00:00Z'),
  time: unhurried,
  ...toolsWithoutAgenda(),
});
const answerSafely = makeAnswerSafely({
  assistant: makeGuidedAssistant(),
  timers: systemTimers,
  handoverPatienceMs: 1,
});
async function answer(context: ClinicContext, texts: readonly string[]) {
  const { plan, ...turn } = asked(context, texts);
  const { replies } = await answerSafely({ ...turn, standing: { mode: 'assistant' } });
  return { replies, handover: plan().handover };
}

/** The longest step of looking for danger in a turn, and of understanding and answering it. */
async function longestStep(context: ClinicContext, texts: readonly string[]): Promise<number> {
  const request = asked(context, texts);
  const steps = dangerInSteps(patientWords(request.messages, context));
  const held: number[] = [];
  const next = () => {
    const before = process.cpuUsage();
    const step = steps.next();
    const { user, system } = process.cpuUsage(before);
    held.push((user + system) / 1_000);
    return step;
  };
  let step = next();
  while (!step.done) step = next();
  return Math.max(...held, await cpuMs(() => answerGuided(request)));
}

describe('a turn of any text', () => {
  const context = contextOf(demoClinic.contextualization);

  it.each([1, 20, 200])('of %i messages holds the event loop for a short time only', async (count) => {
    await fc.assert(
      fc.asyncProperty(anyTexts, async (texts) => {
        await holdsShortly((attempt) => longestStep(context, texts(count, attempt)));
      }),
      { numRuns: count === 200 ? 4 : 20 },
    );
  });

  it('costs no more per message when there are many of them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(1_000_000), async (seed) => {
        const texts = (count: number) => Array.from({ length: count }, () => inventedBy((seed += 1)));
        const few = await bestMs(() => answer(context, texts(10)));
        expect(await bestMs(() => answer(context, texts(40)))).toBeLessThan(
          8 * few + mostMs * (await slowness()),
        );
      }),
      { numRuns: 3 },
    );
  });

  it('is searched for an emergency from its first message to its last', async () => {
    await fc.assert(
      fc.asyncProperty(madeUp, fc.nat(39), async (text, at) => {
        const texts = Array.from({ length: 40 }, (_, index) =>
          index === at ? 'socorro, estou com falta de ar' : text,
        );
        expect((await answer(context, texts)).handover?.reason).toBe('emergency');
      }),
      { numRuns: 5 },
    );
  });

  it('says so when only the end of it is answered', async () => {
    const [reply] = (await answer(context, ['x '.repeat(5_000), 'quanto custa a limpeza de pele?'])).replies;
    expect(reply?.body).toContain('li só o final');
    expect(reply?.body).toContain('Limpeza de pele');
  });
});

describe('a document with extreme entries', () => {
  const questions = ['oi', 'quanto custa?', 'convênio', 'quem são os médicos?', 'tem estacionamento e wifi?'];

  it('is read in a short time, and every turn over it is answered in one', async () => {
    await fc.assert(
      fc.asyncProperty(extremeDocuments, madeUp, async (json, text) => {
        await holdsShortly(() => bestMs(() => contextOf(json)));
        const context = contextOf(json);
        for (const question of [...questions, text])
          await holdsShortly(() => bestMs(() => answer(context, [question])));
      }),
      { numRuns: 25 },
    );
  });
});
