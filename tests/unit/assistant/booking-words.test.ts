import { describe, expect, it } from 'vitest';
import { bookingTalk } from './booking-talk.ts';

/** It is Tuesday 24 November, 11:00. */
const free = ['08:00', '09:00', '10:00', '10:30', '14:00', '16:30', '18:00'].flatMap((time) =>
  ['2026-11-26', '2026-11-27', '2026-12-01'].map((day) => ({ at: `${day} ${time}` })),
);

/** A hold for Thursday 26 November, 10:00, that waits for a yes. */
const held = async () => {
  const talk = bookingTalk({ free });
  await talk.say('quero marcar consulta dermatológica quinta 10h');
  expect(talk.holds).toHaveLength(1);
  return talk;
};

describe('a yes in the patient’s own words', () => {
  it.each([
    'beleza, confirma',
    'sim, confirmo a consulta de quinta',
    'confirmo minha presença',
    'sim, às 10h',
    'sim quinta às 10 horas tá ótimo',
    'pode marcar na quinta-feira dia 26 às 10:00',
    'confirmado quinta feira 10 hs',
    'tá bom então minha filha, pode marcar',
    'sim minha querida pode marcar pra mim por favor',
    'Sim senhora, muito obrigada, Deus abençoe',
    'isso mesmo, pode confirmar',
    'graças a Deus, pode marcar sim',
    'cofirmo',
    'comfirmado',
    'podi marca',
    'pode sim',
    'simm',
    'S',
    'blz pode ser',
    'fechou',
    'bora',
    'ok confirmado obg',
    'otimo, pode agendar',
    'show, marca ai pra mim',
    'com certeza',
    'claro que sim',
    'quero sim esse horario',
    'esse horário tá bom',
    'por mim tá ótimo',
    'pode deixar marcado',
    'pode confirmar com a dra Lara',
    'sim confirmo a consulta dermatológica',
    'vou sim',
    'estarei aí',
    'sim pode marcar é pra minha mãe',
    'SIM CONFIRMO MINHA CONSULTA QUINTA FEIRA AS 10 HORAS DA MANHA',
  ])('%s', async (said) => {
    const talk = await held();
    await talk.say(said);
    expect(talk.last.handover).toBeUndefined();
    expect(talk.requested).toHaveLength(1);
  });
});

describe('what only sounds like a yes', () => {
  it.each([
    'sim, que horas?',
    'sim, quinta que horas é mesmo?',
    'sim, às 15h',
    'sim, mas na sexta',
    'confirmo se for de manhã',
    'confirmo depois',
    'não confirmo ainda',
    'tudo bem?',
    'acho que sim',
    'sim, vou ver com meu marido',
    'sim e cancela a de sexta',
    'já confirmou?',
    'quero outro dia',
    'pode ser mais cedo?',
    'pode ser com outra médica?',
    'sim, quanto custa?',
    'perto do metrô?',
    'confirma o endereço por favor',
    'marcar amanhã',
  ])('%s', async (said) => {
    const talk = await held();
    await talk.say(said);
    expect(talk.requested).toEqual([]);
    expect(talk.last.handover).toBeUndefined();
    expect(talk.last.replies.length).toBeGreaterThan(0);
  });
});

describe('a no in the patient’s own words', () => {
  it.each(['não quero mais', 'não, obrigada', 'deixa quieto', 'desisto', 'cancela por favor', 'agora não'])(
    'lets the time go, and says so: %s',
    async (said) => {
      const talk = await held();
      await talk.say(said);
      expect(talk.holds).toEqual([]);
      expect(talk.text).toContain('liberei o horário');
    },
  );
});

describe('"quer mesmo cancelar?"', () => {
  it.each(['vou sim', 'confirmo minha presença', 'não, vou sim', 'pode manter'])(
    'is not answered with a yes by: %s',
    async (said) => {
      const talk = await held();
      await talk.say('sim');
      talk.calendarConfirms();
      await talk.say('quero desmarcar');
      expect(talk.text).toContain('quer mesmo cancelar');
      await talk.say(said);
      expect(talk.appointments.map(({ state }) => state)).toEqual(['confirmed']);
    },
  );
});

describe('a person is asked for while a time is kept', () => {
  it('names it to the team, keeps it longer, and tells the patient', async () => {
    const talk = await held();
    await talk.say('quero falar com um atendente');
    expect(talk.last.handover?.reason).toBe('asked-for-human');
    expect(talk.last.handover?.summary).toMatch(/reservado até 11:30.*quinta-feira, 26\/11, às 10:00/);
    expect(talk.text).toContain('continua reservado para você até as 11:30');
    expect(talk.holds).toHaveLength(1);
    talk.pass(25);
    expect(talk.holds).toHaveLength(1);
    talk.pass(10);
    expect(talk.holds).toEqual([]);
  });

  it('is still the patient’s to take when the assistant is back, by word or by the button of before', async () => {
    for (const yes of ['confirmo', 'Confirmar']) {
      const talk = await held();
      await talk.say('quero falar com um atendente');
      talk.pass(20);
      if (yes === 'Confirmar') await talk.tap(yes);
      else await talk.say(yes);
      if (talk.requested.length === 0) {
        expect(talk.text).toContain('Confirma?');
        await talk.say('sim');
      }
      expect(talk.requested).toHaveLength(1);
    }
  });

  it('an emergency waits for no agenda and changes nothing', async () => {
    const talk = await held();
    await talk.say('estou com dor no peito');
    expect(talk.text).not.toContain('reservado');
    expect(talk.last.appointmentChanges).toBeUndefined();
  });

  it('says nothing of a hold that has run out', async () => {
    const talk = await held();
    talk.pass(15);
    await talk.say('quero falar com um atendente');
    expect(talk.last.handover?.summary).not.toContain('reservado');
    expect(talk.last.appointmentChanges).toBeUndefined();
  });
});

describe('the time that is kept for the patient', () => {
  it.each(['com a Dra Lara', 'quinta às 10h', 'quinta'])('is not taken for the patient: %s', async (said) => {
    const talk = await held();
    await talk.say(said);
    expect(talk.text).not.toMatch(/Não tenho horário livre/);
    expect(talk.holds).toHaveLength(1);
    if (!talk.text.includes('Confirma?')) await talk.tap('qui 26/11 às 10:00');
    expect(talk.text).toContain('continua reservado');
    await talk.say('sim');
    expect(talk.requested).toHaveLength(1);
  });

  it('is not offered in place of itself', async () => {
    const talk = await held();
    await talk.tap('Outro horário');
    expect(talk.text).toContain('liberei o horário de quinta-feira, 26/11, às 10:00');
    expect(talk.titles).not.toContain('qui 26/11 às 10:00');
  });

  it('is said to be let go when another one is kept', async () => {
    const talk = await held();
    await talk.say('pode ser sexta às 9h?');
    expect(talk.text).toMatch(/27\/11, às 09:00[\s\S]*26\/11, às 10:00, que estava reservado, foi liberado/);
    expect(talk.holds).toHaveLength(1);
  });
});

describe('a yes and one more wish', () => {
  it.each([
    'sim e quero marcar pra minha filha também',
    'sim. agora queria marcar pro meu marido',
    'pode confirmar, e preciso de mais um horário',
    'confirmo, aproveitando quero agendar para minha mãe',
  ])('books the one and goes on with the other: %s', async (said) => {
    const talk = await held();
    await talk.say(said);
    expect(talk.requested).toHaveLength(1);
    expect(talk.text).toMatch(/registrando o seu horário[\s\S]*Qual dia e período/);
    await talk.say('sexta 10h');
    await talk.say('sim');
    expect(talk.requested).toHaveLength(2);
  });

  it('by a tap and a word', async () => {
    const talk = await held();
    await talk.tap('Confirmar', 'e quero marcar pra minha filha também');
    expect(talk.requested).toHaveLength(1);
    expect(talk.text).toContain('Qual dia e período');
  });

  it('for another service', async () => {
    const talk = await held();
    await talk.say('sim, e quero marcar limpeza de pele');
    expect(talk.requested).toHaveLength(1);
    expect(talk.text).toContain('Limpeza de pele');
  });

  it('for another service at a time that is named with it', async () => {
    const talk = await held();
    await talk.say('sim, e quero marcar limpeza de pele sexta às 10h');
    expect(talk.text).toContain('27/11, às 10:00');
    expect(talk.requested).toHaveLength(1);
    expect(talk.holds).toHaveLength(1);
  });

  it('is not read into a yes to what is kept', async () => {
    const talk = await held();
    await talk.say('sim, quero marcar');
    expect(talk.requested).toHaveLength(1);
    expect(talk.last.replies).toEqual([]);
  });
});

describe('times as they are meant', () => {
  it.each([
    ['quinta às 10 e meia', 'quinta-feira, 26/11, às 10:30'],
    ['sexta às duas da tarde', 'sexta-feira, 27/11, às 14:00'],
  ])('holds what was said: %s', async (said, time) => {
    const talk = bookingTalk({ free });
    await talk.say(`quero marcar consulta dermatológica ${said}`);
    expect(talk.text).toContain(time);
    expect(talk.holds).toHaveLength(1);
  });

  it.each([
    ['quinta não, sexta', 'sex 27/11 às 08:00', 'qui 26/11 às 08:00'],
    ['não posso de manhã', 'qui 26/11 às 14:00', 'qui 26/11 às 08:00'],
    ['na quinta não posso', 'sex 27/11 às 08:00', 'qui 26/11 às 08:00'],
    ['fim da tarde', 'qui 26/11 às 18:00', 'qui 26/11 às 14:00'],
    ['o primeiro horário de sexta', 'sex 27/11 às 08:00', 'qui 26/11 às 08:00'],
  ])('lists what suits: %s', async (said, title, not) => {
    const talk = bookingTalk({ free });
    await talk.say('quero marcar consulta dermatológica');
    await talk.say(said);
    expect(talk.titles).toContain(title);
    expect(talk.titles).not.toContain(not);
  });
});
