import { describe, expect, it } from 'vitest';
import { newDialogue, readDialogue, storedDialogue } from '../../../src/adapters/guided/dialogue.ts';
import { answerTo, choicesOf, contextOf, nightTime, openTime, talk, tapping, textOf } from './talk.ts';

const hoursLater = (hours: number) => new Date(openTime.getTime() + hours * 3_600_000);

describe('greeting', () => {
  it('greets a new contact by name, once', async () => {
    const first = await answerTo('oi', { patientName: 'ANA paula' });
    expect(textOf(first)).toContain('Olá, Ana! Eu sou a Lia');
    expect(textOf(await answerTo('onde fica?', { dialogue: first.dialogue }))).not.toContain('Lia');
  });

  it('greets again after twelve quiet hours', async () => {
    const { dialogue } = await answerTo('oi');
    expect(textOf(await answerTo('oi', { dialogue, now: hoursLater(11) }))).not.toContain('Lia');
    expect(textOf(await answerTo('oi', { dialogue, now: hoursLater(12) }))).toContain('Lia');
  });

  it('fills in nothing where the name is no name', async () => {
    expect(textOf(await answerTo('oi', { patientName: '🔥 https://x' }))).toContain('Olá! Eu sou a Lia');
  });

  it('has words of its own when the clinic has none', async () => {
    expect(textOf(await answerTo('oi', { context: contextOf({}) }))).toContain(
      'assistente virtual da Clínica Teste',
    );
  });
});

describe('words that stand in no phrase', () => {
  it('are asked back with the two matters that they hold, to be tapped', async () => {
    const { dialogue } = await answerTo('oi');
    const unsure = await answerTo('e o cafe? e o metro?', { dialogue });
    expect(textOf(unsure)).toBe('Não sei se entendi. É sobre *preparo para exames* ou *endereço*? 👇');
    expect(choicesOf(unsure.replies)).toEqual([
      { id: 'topic:preparation', title: 'Preparo para exames' },
      { id: 'topic:address', title: 'Endereço' },
      { id: 'human', title: 'Falar com a equipe' },
    ]);
    const tapped = await answerTo(tapping('topic:address', 'Endereço'), { dialogue: unsure.dialogue });
    expect(textOf(tapped)).toContain('Nosso endereço');
    const typed = await answerTo('1', { dialogue: unsure.dialogue });
    expect(textOf(typed)).toMatch(/preparo/i);
  });

  it('are no reason to guess where they point nowhere, or the clinic tells of nothing', async () => {
    const { dialogue } = await answerTo('oi');
    expect(textOf(await answerTo('asdfgh qwerty', { dialogue }))).toContain('não entendi');
    const silent = { context: contextOf({}), dialogue };
    expect(textOf(await answerTo('e o cafe? e o metro?', silent))).toContain('não entendi');
  });

  it('end with people, as often as any other that is not understood', async () => {
    const { replies } = await talk([
      'oi',
      'e o cafe? e o metro?',
      'metro e cafe',
      'cafe, metro',
      'cafe metro?',
    ]);
    expect(replies.at(-1)?.body).toMatch(/equipe/);
  });
});

describe('after an emergency was told', () => {
  it('nothing smiles', async () => {
    const { dialogue } = await answerTo('oi');
    for (const said of ['obrigada', 'valeu, tchau', 'ok', 'oi', 'não', '❤️']) {
      const calm = await answerTo(said, { dialogue });
      const sober = await answerTo(said, { dialogue, isAfterAlarm: true });
      expect(textOf(sober)).not.toMatch(/\p{Extended_Pictographic}/u);
      expect(textOf(sober)).not.toBe('');
      expect(textOf(calm)).not.toBe(textOf(sober));
    }
    expect(textOf(await answerTo('obrigada', { dialogue, isAfterAlarm: true }))).toContain('192');
  });
});

describe('closed hours', () => {
  it('answers, and says once per night that the team has left', async () => {
    const first = await answerTo('quanto custa a limpeza de pele?', { now: nightTime });
    expect(textOf(first)).toMatch(
      /R\$ 280,00[\s\S]*encerrou o atendimento[\s\S]*amanhã \(quarta-feira\) às 07h/,
    );
    const second = await answerTo('onde fica?', { now: nightTime, dialogue: first.dialogue });
    expect(textOf(second)).not.toContain('encerrou');
    const nextNight = new Date(nightTime.getTime() + 24 * 3_600_000);
    expect(textOf(await answerTo('onde fica?', { now: nextNight, dialogue: second.dialogue }))).toContain(
      'encerrou',
    );
  });
});

describe('booking wish', () => {
  it('asks at most two questions, then passes it on without claiming a booking', async () => {
    const greeted = await answerTo('Oi, quero marcar uma consulta');
    expect(choicesOf(greeted.replies)[0]?.id).toBe('book:consulta-dermato');
    const answer = await talk([
      'quero marcar uma consulta',
      tapping('book:consulta-dermato'),
      'quinta de manhã',
    ]);
    expect(answer.handover).toMatchObject({ reason: 'booking-request' });
    expect(answer.handover?.summary).toContain(
      'Consulta dermatológica com Dra. Lara Monteiro, quinta-feira (26/11), de manhã',
    );
    expect(textOf(answer)).toContain('ainda não está marcado');
    expect(answer.dialogue.request).toBeUndefined();
  });

  it('passes on what it does not understand about the day', async () => {
    expect((await talk(['quero marcar limpeza de pele', 'sei lá, me surpreenda'])).handover?.reason).toBe(
      'booking-request',
    );
  });

  it('keeps the wish while another question is answered', async () => {
    const asked = await talk(['quero marcar limpeza de pele', 'quanto custa mesmo?']);
    expect(textOf(asked)).toMatch(/R\$ 280,00[\s\S]*falta só/);
    expect(asked.dialogue.request?.serviceId).toBe('limpeza');
  });

  it('drops it when the patient changes their mind', async () => {
    expect((await talk(['quero marcar limpeza de pele', 'deixa pra lá'])).dialogue.request).toBeUndefined();
  });

  it('does not mistake a good afternoon for a wish', async () => {
    expect((await talk(['quero marcar limpeza de pele', 'boa tarde'])).handover).toBeUndefined();
  });
});

describe('what it cannot understand', () => {
  it('asks again as often as the clinic allows, then hands over', async () => {
    const said = ['asdkj qwe', 'xxyz', 'blorg', 'trumbs'];
    expect((await talk(said.slice(0, 3))).handover).toBeUndefined();
    expect((await talk(said)).handover?.reason).toBe('not-understood');
    expect(
      (
        await talk(said.slice(0, 1), {
          context: contextOf({ agente_ia: { comportamento: { limite_tentativas: 0 } } }),
        })
      ).handover?.reason,
    ).toBe('not-understood');
  });

  it('counts anew after something it understood', async () => {
    expect((await talk(['asdkj', 'xxyz', 'onde fica?', 'blorg'])).dialogue.failedAttempts).toBe(1);
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
    'call',
    'unsupported',
    'unknown',
  ] as const)('answers a message of type %s politely', async (type) => {
    expect(textOf(await answerTo({ type }))).not.toBe('');
  });

  it('reads a caption as text', async () => {
    expect(textOf(await answerTo({ type: 'document', text: 'quanto custa o mapa?' }))).toMatch(
      /documento[\s\S]*R\$ 290,00/,
    );
  });

  it('leaves reactions, edits and revokes unanswered', async () => {
    const answer = await answerTo([
      { type: 'reaction', text: '👍' },
      { type: 'edit', text: 'oi' },
      { type: 'revoke' },
    ]);
    expect(answer).toEqual({ replies: [], dialogue: newDialogue });
  });
});

describe('readDialogue', () => {
  it('reads the request that an older version stored as a wish', () => {
    const wish = { asked: 'practitioner', serviceId: 'limpeza', practitionerId: 'lia' };
    const request = { asked: 'professional', serviceId: 'limpeza', professionalId: 'lia' } as const;
    expect(readDialogue({ ...newDialogue, wish }).request).toEqual(request);
    expect(storedDialogue({ ...newDialogue, request })).toMatchObject({ wish });
  });

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
