import { describe, expect, it } from 'vitest';
import { newDialogue, readDialogue } from '../../../src/adapters/guided/dialogue.ts';
import { answerTo, choicesOf, contextOf, nightTime, openTime, talk, tapping, textOf } from './talk.ts';

const hoursLater = (hours: number) => new Date(openTime.getTime() + hours * 3_600_000);

describe('greeting', () => {
  it('greets a new contact by name, once', () => {
    const first = answerTo('oi', { patientName: 'ANA paula' });
    expect(textOf(first)).toContain('Olá, Ana! Eu sou a Lia');
    expect(textOf(answerTo('onde fica?', { dialogue: first.dialogue }))).not.toContain('Lia');
  });

  it('greets again after twelve quiet hours', () => {
    const { dialogue } = answerTo('oi');
    expect(textOf(answerTo('oi', { dialogue, now: hoursLater(11) }))).not.toContain('Lia');
    expect(textOf(answerTo('oi', { dialogue, now: hoursLater(12) }))).toContain('Lia');
  });

  it('fills in nothing where the name is no name', () => {
    expect(textOf(answerTo('oi', { patientName: '🔥 https://x' }))).toContain('Olá! Eu sou a Lia');
  });

  it('has words of its own when the clinic has none', () => {
    expect(textOf(answerTo('oi', { context: contextOf({}) }))).toContain(
      'assistente virtual da Clínica Teste',
    );
  });
});

describe('closed hours', () => {
  it('answers, and says once per night that the team has left', () => {
    const first = answerTo('quanto custa a limpeza de pele?', { now: nightTime });
    expect(textOf(first)).toMatch(
      /R\$ 280,00[\s\S]*encerrou o atendimento[\s\S]*amanhã \(quarta-feira\) às 07h/,
    );
    const second = answerTo('onde fica?', { now: nightTime, dialogue: first.dialogue });
    expect(textOf(second)).not.toContain('encerrou');
    const nextNight = new Date(nightTime.getTime() + 24 * 3_600_000);
    expect(textOf(answerTo('onde fica?', { now: nextNight, dialogue: second.dialogue }))).toContain(
      'encerrou',
    );
  });
});

describe('booking wish', () => {
  it('asks at most two questions, then passes it on without claiming a booking', () => {
    const greeted = answerTo('Oi, quero marcar uma consulta');
    expect(choicesOf(greeted.replies)[0]?.id).toBe('book:consulta-dermato');
    const answer = talk(['quero marcar uma consulta', tapping('book:consulta-dermato'), 'quinta de manhã']);
    expect(answer.handover).toMatchObject({ reason: 'booking-wish' });
    expect(answer.handover?.summary).toContain(
      'Consulta dermatológica com Dra. Lara Monteiro, quinta-feira (26/11), de manhã',
    );
    expect(textOf(answer)).toContain('ainda não está marcado');
    expect(answer.dialogue.wish).toBeUndefined();
  });

  it('passes on what it does not understand about the day', () => {
    expect(talk(['quero marcar limpeza de pele', 'sei lá, me surpreenda']).handover?.reason).toBe(
      'booking-wish',
    );
  });

  it('keeps the wish while another question is answered', () => {
    const asked = talk(['quero marcar limpeza de pele', 'quanto custa mesmo?']);
    expect(textOf(asked)).toMatch(/R\$ 280,00[\s\S]*falta só/);
    expect(asked.dialogue.wish?.serviceId).toBe('limpeza');
  });

  it('drops it when the patient changes their mind', () => {
    expect(talk(['quero marcar limpeza de pele', 'deixa pra lá']).dialogue.wish).toBeUndefined();
  });

  it('does not mistake a good afternoon for a wish', () => {
    expect(talk(['quero marcar limpeza de pele', 'boa tarde']).handover).toBeUndefined();
  });
});

describe('what it cannot understand', () => {
  it('asks again as often as the clinic allows, then hands over', () => {
    const said = ['asdkj qwe', 'xxyz', 'blorg', 'trumbs'];
    expect(talk(said.slice(0, 3)).handover).toBeUndefined();
    expect(talk(said).handover?.reason).toBe('not-understood');
    expect(
      talk(said.slice(0, 1), {
        context: contextOf({ agente_ia: { comportamento: { limite_tentativas: 0 } } }),
      }).handover?.reason,
    ).toBe('not-understood');
  });

  it('counts anew after something it understood', () => {
    expect(talk(['asdkj', 'xxyz', 'onde fica?', 'blorg']).dialogue.failedAttempts).toBe(1);
  });

  it.each([
    'audio',
    'image',
    'video',
    'document',
    'sticker',
    'location',
    'contacts',
    'order',
    'unsupported',
    'unknown',
  ] as const)('answers a message of type %s politely', (type) => {
    expect(textOf(answerTo({ type }))).not.toBe('');
  });

  it('reads a caption as text', () => {
    expect(textOf(answerTo({ type: 'document', text: 'quanto custa o mapa?' }))).toMatch(
      /documento[\s\S]*R\$ 290,00/,
    );
  });

  it('leaves reactions, edits and revokes unanswered', () => {
    const answer = answerTo([
      { type: 'reaction', text: '👍' },
      { type: 'edit', text: 'oi' },
      { type: 'revoke' },
    ]);
    expect(answer).toEqual({ replies: [], dialogue: newDialogue });
  });
});

describe('readDialogue', () => {
  it.each([
    null,
    7,
    'x',
    [],
    { failedAttempts: -1, offered: [{ id: 1 }], wish: { asked: 'x' }, lastSpokeAt: 'ontem' },
  ])('reads %j as a new dialogue', (stored) => {
    expect(readDialogue(stored)).toEqual(newDialogue);
  });
});
