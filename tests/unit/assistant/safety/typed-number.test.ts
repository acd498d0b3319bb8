import { describe, expect, it } from 'vitest';
import { makeGuidedAssistant } from '../../../../src/adapters/guided/guided-assistant.ts';
import { makeAnswerSafely } from '../../../../src/application/assistant/answer-safely.ts';
import { toolsWithoutAgenda } from '../../../../src/application/assistant/turn-tools.ts';
import { systemTimers } from '../../../../src/adapters/system/timers.ts';
import { messageId, type Choice, type PatientMessage } from '../../../../src/domain/messaging/message.ts';
import {
  choicesIn,
  choicesShownLast,
  type ShownMessage,
} from '../../../../src/domain/messaging/messages/shown-choices.ts';
import { contextOf, openTime } from '../talk.ts';
import { unhurried } from '../../../support/worlds/unhurried.ts';

const answerSafely = makeAnswerSafely({
  assistant: makeGuidedAssistant(),
  timers: systemTimers,
  handoverPatienceMs: 1,
});

it('picks nothing from a message that only a newer version of the program knows', () => {
  expect(choicesIn({ type: 'of-tomorrow', body: 'Olá' } as never)).toEqual([]);
});

/** A talk in which everything that the clinic's side says reaches the patient. */
function talk() {
  const shown: ShownMessage[] = [];
  let dialogue: unknown = null;
  const { tools } = toolsWithoutAgenda();
  return {
    /** Something else than the assistant speaks. */
    shows: (choices: readonly Choice[], isReport = false) => void shown.unshift({ choices, isReport }),
    async say(message: Partial<PatientMessage>) {
      const answer = await answerSafely({
        standing: { mode: 'assistant' },
        context: contextOf({ servicos: { consultas: [{ nome: 'Dermatologia', valor: 380 }] } }),
        messages: [{ id: messageId('m'), type: 'text', text: '', sentAt: openTime, ...message }],
        time: unhurried,
        ...{ dialogue, now: openTime },
        tools: { ...tools, shownLast: async () => choicesShownLast(shown) },
      });
      ({ dialogue } = answer);
      const said = [...(answer.confirmation ?? []), ...answer.replies];
      for (const content of said) shown.unshift({ choices: choicesIn(content), isReport: false });
      return { ...answer, text: said.map(({ body }) => body).join('\n') };
    },
  };
}

describe('a number that is written', () => {
  it('picks from a question of ours, not from the menu before it', async () => {
    const patient = talk();
    await patient.say({ text: 'oi' });
    await patient.say({ type: 'audio', text: 'parar', isTranscript: true });
    expect((await patient.say({ text: '1' })).messagePreference).toMatchObject({ wantsMessages: false });
  });

  it('picks the other answer, too', async () => {
    const patient = talk();
    await patient.say({ type: 'audio', text: 'parar', isTranscript: true });
    const { messagePreference, text } = await patient.say({ text: 'opção 2' });
    expect(messagePreference).toBeUndefined();
    expect(text).toContain('Escolha uma opção');
  });

  it('picks from the menu again once that was shown after the question', async () => {
    const patient = talk();
    await patient.say({ type: 'audio', text: 'parar', isTranscript: true });
    await patient.say({ text: 'oi' });
    const { messagePreference, text } = await patient.say({ text: '1' });
    expect(messagePreference).toBeUndefined();
    expect(text).not.toContain('Não enviaremos');
  });

  it('picks from what another program of the clinic has shown', async () => {
    const patient = talk();
    await patient.say({ text: 'oi' });
    patient.shows([
      { id: 'topic:hours', title: 'Horários' },
      { id: 'service:1', title: 'Dermatologia' },
    ]);
    expect((await patient.say({ text: '1' })).text).toMatch(/horário|atendimento/i);
  });

  it('picks nothing after people have asked something', async () => {
    const patient = talk();
    await patient.say({ text: 'quais serviços vocês têm?' });
    patient.shows([]);
    const before = await patient.say({ text: '1' });
    expect(before.text).not.toContain('R$ 380');
  });

  it('picks from the menu before a report that came by itself', async () => {
    const patient = talk();
    const { replies } = await patient.say({ text: 'oi' });
    const at = choicesIn(replies[0]!).findIndex(({ title }) => title.startsWith('Valores')) + 1;
    patient.shows([], true);
    expect((await patient.say({ text: String(at) })).text).toContain('R$ 380');
  });
});
