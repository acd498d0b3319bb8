import { describe, expect, it } from 'vitest';
import { makeAnswerSafely } from '../../../../src/application/assistant/answer-safely.ts';
import { toolsWithoutAgenda } from '../../../../src/application/assistant/turn-tools.ts';
import type { Assistant } from '../../../../src/application/ports/assistant/assistant.ts';
import { systemTimers } from '../../../../src/adapters/system/timers.ts';
import { messageId, type PatientMessage } from '../../../../src/domain/messaging/message.ts';
import { contextOf, openTime, tapping } from '../talk.ts';
import { unhurried } from '../../../support/worlds/unhurried.ts';

const context = contextOf({ servicos: { consultas: [{ nome: 'Atendimento de emergência' }] } });

/** What is answered, planned, and seen by the assistant behind the rules. */
const answered = (...messages: readonly Partial<PatientMessage>[]) => answeredIn({}, ...messages);

let said = 'from the assistant';

async function answeredIn(standing: object, ...messages: readonly Partial<PatientMessage>[]) {
  const seen: string[] = [];
  const assistant: Assistant = {
    async answer(turn) {
      seen.push(...turn.messages.map(({ text }) => text));
      return { replies: [{ type: 'text', body: said }], dialogue: 'changed' };
    },
  };
  const { tools, plan } = toolsWithoutAgenda();
  const {
    replies,
    dialogue,
    messagePreference,
    confirmation = [],
  } = await makeAnswerSafely({
    assistant,
    timers: systemTimers,
    handoverPatienceMs: 1,
  })({
    standing: { mode: 'assistant', ...standing },
    context,
    messages: messages.map((message, at) => ({
      id: messageId(`m${at}`),
      type: 'text',
      text: '',
      sentAt: openTime,
      ...message,
    })),
    time: unhurried,
    dialogue: 'remembered',
    now: openTime,
    tools,
  });
  const text = [...confirmation, ...replies].map(({ body }) => body).join('\n');
  return { text, dialogue, seen, handover: plan().handover, messagePreference, confirmation };
}
const heard = (text: string) => ({ type: 'audio' as const, text, isTranscript: true });

describe('an emergency is answered by the rules', () => {
  it.each<Partial<PatientMessage>>([
    { text: 'minha mãe desmaiou' },
    { type: 'image', text: 'olha como ele está sangrando' },
    { type: 'audio', text: 'estou com falta de ar' },
    { type: 'document', details: { fileName: 'dor_no-peito.pdf' } },
    { type: 'image', text: 'foto', details: { fileName: 'minha mãe desmaiou.jpg' } },
    {
      type: 'order',
      text: 'minha mãe desmaiou\n2 × kit',
      details: { order: { items: [], note: 'minha mãe desmaiou' } },
    },
    { type: 'interactive', text: 'sintomas: estou com falta de ar' },
  ])('and no assistant sees it: %o', async (message) => {
    const { text, handover, seen, dialogue } = await answered({ text: 'oi' }, message);
    expect(text.split('\n')[0]).toContain('SAMU: 192');
    expect(handover?.reason).toBe('emergency');
    expect(seen).toEqual([]);
    expect(dialogue).toBe('remembered');
  });

  it('also at the end of more than is read at once', async () => {
    const { seen, handover } = await answered({ text: 'bom dia '.repeat(3_000) + 'minha mãe desmaiou' });
    expect({ seen, reason: handover?.reason }).toEqual({ seen: [], reason: 'emergency' });
  });
});

describe('everything else is the assistant’s', () => {
  it.each<Partial<PatientMessage>>([
    { text: 'oi' },
    { text: 'atendimento de emergencia' },
    tapping('service:x', 'Atendimento de emergência'),
    { type: 'location', text: 'Pronto Socorro Infarto' },
    { type: 'contacts', text: 'Socorro Infarto: +55 47 99999-0000' },
    { type: 'document', details: { fileName: 'IMG_2034.jpg' } },
    { type: 'document', details: { fileName: 'laudo-ressonancia_coluna.pdf' } },
    { text: 'oi', details: { referral: { headline: 'Dor no peito? Fale conosco' } } },
  ])('%o', async (message) => {
    const { text, handover, seen, dialogue } = await answered(message);
    expect(text).toBe('from the assistant');
    expect(handover).toBeUndefined();
    expect(seen).toEqual([message.text ?? '']);
    expect(dialogue).toBe('changed');
  });
});

describe('what a machine heard', () => {
  it('stops no messages: it is repeated, and asked about; a tap stops them', async () => {
    const asked = await answered(heard('parar'));
    expect(asked.messagePreference).toBeUndefined();
    expect(asked.text).toContain('Entendi do seu áudio: “parar”');
    expect(asked.seen).toEqual([]);
    const [question] = asked.confirmation;
    const [stop, goOn] = question?.type === 'buttons' ? question.buttons : [];
    const tapped = await answered(tapping(stop!.id, stop!.title));
    expect(tapped.messagePreference).toMatchObject({ wantsMessages: false });
    expect((await answered(tapping(goOn!.id, goOn!.title))).messagePreference).toBeUndefined();
  });

  it('starts none again, until it is written', async () => {
    const asked = await answeredIn({ isOptedOut: true }, heard('quero receber mensagens'));
    expect(asked.messagePreference).toBeUndefined();
    expect(asked.text).toContain('escreva *voltar*');
    const written = await answeredIn({ isOptedOut: true }, { text: 'voltar' });
    expect(written.messagePreference).toMatchObject({ wantsMessages: true });
  });

  it('leaves what was written beside it in force, and the rest to the assistant', async () => {
    const { messagePreference, seen, text } = await answered({ text: 'parar' }, heard('parar'), heard('oi'));
    expect(messagePreference).toMatchObject({ wantsMessages: false });
    expect(text).toContain('Entendi do seu áudio: “parar”');
    expect(text).toContain('Entendi do seu áudio: “oi”');
    expect(seen).toEqual(['oi']);
  });

  it('is repeated in an alarm, after whom to call', async () => {
    const { text } = await answered(heard('estou com falta de ar'));
    expect(text).toMatch(/^🚨[^\n]*SAMU: 192[^\n]*\n\n🎤 Entendi do seu áudio: “estou com falta de ar”\n\n/);
  });

  it('is repeated to who is answered by people only', async () => {
    const { text } = await answered(heard('não quero falar com robô'));
    expect(text).toMatch(/^🎤 Entendi do seu áudio: “não quero falar com robô”\n\nCerto/);
  });
});

describe('within the hour after an alarm', () => {
  const attention = { alarm: { danger: 'emergency' as const, at: openTime } };

  it('nobody is smiled at, by any assistant', async () => {
    said = 'Que bom! 😊';
    expect((await answeredIn({ attention }, heard('oi'))).text).toBe(
      'Entendi do seu áudio: “oi”\n\nQue bom!',
    );
    expect((await answered({ text: 'oi' })).text).toContain('😊');
    said = 'from the assistant';
  });

  it('nor by who hands over to people only', async () => {
    const { text } = await answeredIn({ attention }, { text: 'não quero falar com robô' });
    expect(text).toMatch(/^Certo/);
    expect(text).not.toMatch(/\p{Extended_Pictographic}/u);
  });
});
