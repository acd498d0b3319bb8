import { describe, expect, it } from 'vitest';
import { bookingTalk, local, type FreeTime } from './booking-talk.ts';
import { contextOf } from './talk.ts';

/** It is Tuesday 24 November, 11:00; the clinic wants 24 hours of notice and books 14 days ahead. */
const mornings: readonly FreeTime[] = [
  '26 08:00',
  '26 08:30',
  '26 09:00',
  '26 09:30',
  '30 08:00',
  '30 08:30',
].map((time) => ({ at: `2026-11-${time}` }));
const afternoons: readonly FreeTime[] = ['02 13:00', '02 14:30', '02 15:00', '02 18:00'].map((time) => ({
  at: `2026-12-${time}`,
}));
const free = [...mornings, ...afternoons];

const talkOf = (wish: Parameters<typeof bookingTalk>[0] = {}) => bookingTalk({ free, ...wish });

/** A hold for Wednesday 14:30 that waits for a yes. */
async function held() {
  const talk = talkOf();
  await talk.say('quero marcar consulta dermatológica dia 2 às 14:30');
  expect(talk.text).toContain('Confirma?');
  return talk;
}

describe('the way to an appointment', () => {
  it('goes from service over day to time, holds it, and books it on a yes', async () => {
    const talk = talkOf();
    await talk.say('oi, quero marcar uma consulta');
    expect(talk.text).toContain('Qual atendimento');
    await talk.tap('Consulta dermatológica');
    expect(talk.titles).toEqual([
      'Próximos horários',
      'quinta 26/11, manhã',
      'segunda 30/11, manhã',
      'quarta 02/12, tarde',
      'quarta 02/12, noite',
    ]);
    await talk.tap('quarta 02/12, tarde');
    expect(talk.titles).toEqual([
      'qua 02/12 às 13:00',
      'qua 02/12 às 14:30',
      'qua 02/12 às 15:00',
      'Ver mais horários',
      'Outro dia',
    ]);
    await talk.tap('qua 02/12 às 14:30');
    expect(talk.text).toBe(
      'Reservei *Consulta dermatológica* com Dra. Lara Monteiro para quarta-feira, 02/12, às 14:30, por 10 minutos.\n\nConfirma?',
    );
    expect(talk.titles).toEqual(['Confirmar', 'Outro horário', 'Cancelar']);
    expect(talk.holds).toMatchObject([
      { slot: { start: local('2026-12-02 14:30') }, calendarId: 'cal-lara' },
    ]);
    await talk.tap('Confirmar');
    expect(talk.requested).toHaveLength(1);
  });

  it('says nothing after the yes: the calendar’s answer is the answer', async () => {
    const talk = await held();
    await talk.tap('Confirmar');
    expect(talk.last.replies).toEqual([]);
    await talk.say('e aí, deu certo?');
    expect(talk.text).toContain('Ainda estou registrando');
    talk.calendarConfirms();
    await talk.say('minhas consultas');
    expect(talk.text).toContain('quarta-feira, 02/12, às 14:30');
  });

  it('lists the next times by pages', async () => {
    const talk = talkOf();
    await talk.say('quero marcar consulta dermatológica');
    await talk.tap('Próximos horários');
    expect(talk.titles).toHaveLength(10);
    await talk.tap('Ver mais horários');
    expect(talk.titles).toEqual(['qua 02/12 às 15:00', 'qua 02/12 às 18:00', 'Outro dia']);
  });

  it.each([
    ['quero marcar consulta dermatológica quarta dia 2 às 14h30', 'para quarta-feira, 02/12, às 14:30'],
    ['tem horário dia 2/12 às 15:00 para consulta dermatológica?', 'para quarta-feira, 02/12, às 15:00'],
    ['consulta dermatológica, 26/11 às 9h, pode marcar?', 'para quinta-feira, 26/11, às 09:00'],
  ])('holds a time that was named and is free: %s', async (said, expected) => {
    const talk = talkOf();
    await talk.say(said);
    expect(talk.text).toContain(expected);
    expect(talk.holds).toHaveLength(1);
    expect(talk.requested).toEqual([]);
  });
});

describe('times in the patient’s own words', () => {
  const firstTitle = async (said: string) => {
    const talk = talkOf();
    await talk.say('quero marcar consulta dermatológica');
    await talk.say(said);
    return talk.titles[0];
  };

  it.each([
    ['dia 30 de manhã', 'seg 30/11 às 08:00'],
    ['segunda', 'seg 30/11 às 08:00'],
    ['dia 2 à noite', 'qua 02/12 às 18:00'],
    ['dia 2 depois das 14h', 'qua 02/12 às 14:30'],
    ['semana que vem', 'seg 30/11 às 08:00'],
    ['o mais cedo possível', 'qui 26/11 às 08:00'],
    ['tanto faz', 'qui 26/11 às 08:00'],
    ['à tarde', 'qua 02/12 às 13:00'],
    ['às 3 da tarde', 'qua 02/12 às 15:00'],
  ])('%s', async (said, title) => {
    expect(await firstTitle(said)).toBe(title);
  });

  it('goes earlier, later, and to another day from what was shown', async () => {
    const talk = talkOf();
    await talk.say('quero marcar consulta dermatológica dia 2 à tarde');
    await talk.say('tem mais cedo?');
    expect(talk.titles[0]).toBe('qui 26/11 às 08:00');
    expect(talk.titles).not.toContain('qua 02/12 às 13:00');
    await talk.say('tem mais tarde?');
    expect(talk.titles[0]).toBe('qua 02/12 às 13:00');
    await talk.say('pode ser outro dia?');
    expect(talk.titles).toContain('segunda 30/11, manhã');
  });

  it('takes a bare time for the day that is being looked at', async () => {
    const talk = talkOf();
    await talk.say('quero marcar consulta dermatológica dia 2');
    await talk.say('pode ser 15h?');
    expect(talk.text).toContain('02/12, às 15:00, por 10 minutos');
  });

  it.each([
    ['hoje às 15h', 'pelo menos 24 horas de antecedência'],
    ['amanhã de manhã', 'pelo menos 24 horas de antecedência'],
    ['dia 24/12', 'abre até 14 dias à frente, até 08/12'],
    ['domingo', 'Não atendemos no domingo (29/11)'],
    ['sexta às 10h', 'Não tenho horário livre na sexta-feira (27/11) às 10h'],
  ])('explains why there is nothing, and offers the nearest: %s', async (said, why) => {
    const talk = talkOf();
    await talk.say('quero marcar consulta dermatológica');
    await talk.say(said);
    expect(talk.text).toContain(why);
    expect(talk.text).toContain('mais próximos');
    expect(talk.titles.length).toBeGreaterThan(2);
    expect(talk.holds).toEqual([]);
  });
});

describe('the yes', () => {
  it.each([
    'sim',
    'Confirmo',
    'pode confirmar',
    'ok',
    'sim, pode marcar',
    'isso mesmo',
    '👍',
    'Sim, obrigada!',
    'quero',
    'sim, às 14:30',
  ])('is %s', async (said) => {
    const talk = await held();
    await talk.say(said);
    expect(talk.requested).toHaveLength(1);
  });

  it.each([
    'quanto custa?',
    'sim, mas quanto custa?',
    'ok, e onde fica?',
    'sim mas pode ser mais tarde?',
    'quero outro horário',
    'não',
    'não sei',
    'espera um pouco',
    'pode me explicar como funciona?',
    '😊',
    'entendi',
    'blorg',
    'quero falar com uma pessoa',
    'estou com dor no peito',
  ])('is not %s', async (said) => {
    const talk = await held();
    await talk.say(said);
    expect(talk.requested).toEqual([]);
    expect(talk.last.replies.length).toBeGreaterThan(0);
  });

  it('is not a tap that is taken back in the same breath', async () => {
    const talk = await held();
    await talk.tap('Confirmar', 'não, espera');
    expect(talk.requested).toEqual([]);
    expect(talk.text).toContain('Confirma?');
  });

  it('said twice books once', async () => {
    const talk = await held();
    await talk.tap('Confirmar');
    await talk.tap('Confirmar');
    expect(talk.text).toContain('Ainda estou registrando');
    talk.calendarConfirms();
    await talk.tap('Confirmar');
    expect(talk.text).toContain('já está marcado');
    expect(talk.appointments).toHaveLength(1);
  });

  it('answers what was asked beside it, too', async () => {
    const talk = await held();
    await talk.tap('Confirmar', 'onde fica?');
    expect(talk.requested).toHaveLength(1);
    expect(talk.text).toMatch(/Paineiras[\s\S]*Estou registrando/);
  });
});

describe('questions in between', () => {
  it('keep the hold and the question', async () => {
    const talk = await held();
    await talk.say('quanto custa?');
    expect(talk.text).toMatch(
      /R\$ 380,00[\s\S]*Sobre o horário na quarta-feira \(02\/12\) às 14:30: confirma\?/,
    );
    expect(talk.titles).toContain('Confirmar');
    await talk.say('e onde fica?');
    await talk.say('sim');
    expect(talk.requested).toHaveLength(1);
  });

  it('keep the list of times', async () => {
    const talk = talkOf();
    await talk.say('quero marcar consulta dermatológica dia 2');
    await talk.say('aceitam Saúde Aurora?');
    expect(talk.text).toMatch(/Saúde Aurora[\s\S]*é só escolher um horário/);
    await talk.say('15h');
    expect(talk.holds).toHaveLength(1);
  });

  it('an emergency goes before everything, and a person is always within reach', async () => {
    const danger = await held();
    await danger.tap('Confirmar', 'estou com falta de ar');
    expect(danger.text).toContain('192');
    expect(danger.requested).toEqual([]);
    const human = await held();
    await human.say('quero falar com um atendente');
    expect(human.last.handover?.reason).toBe('asked-for-human');
  });
});

describe('a change of mind', () => {
  it.each(['não', 'cancela', 'deixa pra lá'])('lets the time go: %s', async (said) => {
    const talk = await held();
    await talk.say(said);
    expect(talk.holds).toEqual([]);
    expect(talk.text).toContain('não marquei nada');
  });

  it('holds one time after another, never two', async () => {
    const talk = await held();
    await talk.tap('Outro horário');
    expect(talk.holds).toEqual([]);
    expect(talk.titles).toContain('qua 02/12 às 15:00');
    await talk.tap('qua 02/12 às 15:00');
    await talk.tapId(talk.idOf('qua 02/12 às 13:00')!);
    await talk.say('tem mais cedo?');
    await talk.tapId(talk.idOf('qui 26/11 às 08:00')!);
    expect(talk.holds).toMatchObject([{ slot: { start: local('2026-11-26 08:00') } }]);
  });

  it('turns to another service in the middle', async () => {
    const talk = await held();
    await talk.say('na verdade quero marcar limpeza de pele');
    expect(talk.text).toContain('Limpeza de pele');
    await talk.say('sim');
    expect(talk.requested).toEqual([]);
  });

  it('leaves the choice of times', async () => {
    const talk = talkOf();
    await talk.say('quero marcar consulta dermatológica dia 2');
    await talk.say('cancela');
    expect(talk.dialogue.request).toBeUndefined();
    expect(talk.text).toContain('deixei o pedido de lado');
  });
});

describe('a time that is gone', () => {
  it('when it is tapped, the nearest ones are offered', async () => {
    const talk = talkOf();
    await talk.say('quero marcar consulta dermatológica dia 2');
    talk.take('2026-12-02 14:30');
    await talk.tap('qua 02/12 às 14:30');
    expect(talk.text).toContain('não está mais livre');
    expect(talk.titles).toEqual(expect.arrayContaining(['qua 02/12 às 13:00', 'qua 02/12 às 15:00']));
    expect(talk.holds).toEqual([]);
  });

  it('when somebody was faster at the last moment, the nearest ones are offered in the same turn', async () => {
    const talk = talkOf();
    await talk.say('quero marcar consulta dermatológica dia 2');
    talk.world.rivals = 1;
    await talk.tap('qua 02/12 às 14:30');
    expect(talk.text).toContain('não está mais livre');
    expect(talk.titles).not.toContain('qua 02/12 às 14:30');
    expect(talk.holds).toEqual([]);
  });

  it('when the list is days old, it is looked up anew', async () => {
    const talk = talkOf();
    await talk.say('quero marcar consulta dermatológica');
    await talk.tap('Próximos horários');
    const old = talk.idOf('qui 26/11 às 08:00')!;
    talk.pass(3 * 1_440);
    await talk.tapId(old);
    expect(talk.text).toContain('já passou');
    expect(talk.titles[0]).toBe('seg 30/11 às 08:00');
    await talk.tapId(talk.idOf('qua 02/12 às 15:00')!);
    expect(talk.holds).toHaveLength(1);
  });

  it('when the hold has run out but it is free, it is held again and asked again', async () => {
    const talk = await held();
    talk.pass(60);
    await talk.tap('Confirmar');
    expect(talk.requested).toEqual([]);
    expect(talk.text).toMatch(/continua livre[\s\S]*Confirma\?/);
    await talk.tap('Confirmar');
    expect(talk.requested).toHaveLength(1);
  });

  it('when the hold has run out and somebody has it now, others are offered', async () => {
    const talk = await held();
    talk.pass(60);
    talk.take('2026-12-02 14:30');
    await talk.say('sim');
    expect(talk.text).toContain('já não está livre');
    expect(talk.titles).toContain('qua 02/12 às 15:00');
  });

  it('when the calendar refused it, the way on is a tap away', async () => {
    const talk = await held();
    await talk.tap('Confirmar');
    talk.calendarRefuses();
    talk.take('2026-12-02 14:30');
    await talk.tapId('soon:consulta-dermato:lara:');
    expect(talk.titles[0]).toBe('qui 26/11 às 08:00');
    await talk.tap('Confirmar');
    expect(talk.text).toContain('já não está livre');
  });

  it('when there is none at all, a person can help', async () => {
    const talk = talkOf({ free: [] });
    await talk.say('quero marcar consulta dermatológica amanhã');
    expect(talk.text).toContain('Não encontrei horário livre');
    expect(talk.titles).toContain('Falar com a equipe');
  });
});

describe('ids that nobody gave', () => {
  it.each([
    'slot:consulta-dermato:lara:20261202T1731Z',
    'slot:consulta-dermato:otavio:20261202T1730Z',
    'slot:consulta-dermato:lara:20991231T2359Z',
  ])('a time that is not offered is not held: %s', async (id) => {
    const talk = talkOf();
    await talk.tapId(id);
    expect(talk.holds).toEqual([]);
    expect(talk.text).not.toBe('');
  });

  it.each([
    'slot:holter:lara:20261202T1730Z',
    'slot:consulta-dermato:lara:20260231T1730Z',
    'slot:consulta-dermato',
    'slot::::::',
    'confirm:1',
    'confirm:',
    "confirm:' or 1=1",
    'on:consulta-dermato:lara:2026-13-01.morning',
    'patient:nobody',
  ])('one that means nothing is as if it were out of date: %s', async (id) => {
    const talk = talkOf();
    await talk.tapId(id, '…');
    expect(talk.asked).toEqual([]);
    expect(talk.text).toContain('não está mais disponível');
  });

  it.each(['confirm', 'other', 'release', 'show', 'move', 'cancel', 'sure', 'keep'])(
    '%s on an appointment of somebody else changes and tells nothing',
    async (act) => {
      const talk = talkOf();
      const other = { ...(await anOtherAppointment()) };
      talk.add(other);
      await talk.tapId(`${act}:${other.id}`);
      expect(talk.last.appointmentChanges).toBeUndefined();
      expect(talk.text).toContain('Não encontrei esse horário entre os seus');
      expect(talk.text).not.toContain('14:30');
    },
  );

  it('a list of times cannot move an appointment of somebody else', async () => {
    const talk = talkOf();
    const other = await anOtherAppointment();
    talk.add(other);
    await talk.tapId(`slot:consulta-dermato:lara:20261202T1800Z:${other.id}`);
    expect(talk.last.appointmentChanges).toBeUndefined();
    await talk.tapId(`soon:consulta-dermato:lara::${other.id}`);
    expect(talk.last.appointmentChanges).toBeUndefined();
    expect(talk.text).toContain('Não encontrei esse horário entre os seus');
  });
});

describe('several practitioners', () => {
  const people = [
    { id: 'lara', nome: 'Dra. Lara' },
    { id: 'rui', nome: 'Dr. Rui' },
    { id: 'nina', nome: 'Dra. Nina', aceita_novos_pacientes: false },
  ];
  const context = (ids: readonly string[]) =>
    contextOf({
      servicos: { consultas: [{ id: 'pele', nome: 'Consulta de pele', profissionais_ids: ids }] },
      profissionais: people,
    });
  const times = [
    { at: '2026-12-01 09:00', practitionerId: 'rui' },
    { at: '2026-12-01 10:00', practitionerId: 'rui' },
    { at: '2026-12-01 11:00', practitionerId: 'nina' },
    { at: '2026-12-02 09:00', practitionerId: 'lara' },
  ];
  const talkWith = (...ids: string[]) =>
    bookingTalk({
      context: context(ids),
      free: times.filter(({ practitionerId }) => ids.includes(practitionerId)),
    });

  it('are chosen from, with what they have', async () => {
    const talk = talkWith('lara', 'rui', 'nina');
    await talk.say('quero marcar consulta de pele');
    expect(talk.titles).toEqual(['Dr. Rui', 'Dra. Nina', 'Dra. Lara', 'Tanto faz']);
    await talk.tap('Dra. Lara');
    await talk.tap('Próximos horários');
    expect(talk.titles).toEqual(['qua 02/12 às 09:00', 'Outro dia']);
  });

  it.each(['Tanto faz', 'tanto faz', 'qualquer um'])('need not be chosen: %s', async (said) => {
    const talk = talkWith('lara', 'rui', 'nina');
    await talk.say('quero marcar consulta de pele');
    await talk.say(said);
    await talk.say('o quanto antes');
    expect(talk.titles).toEqual([
      'ter 01/12 às 09:00',
      'ter 01/12 às 10:00',
      'qua 02/12 às 09:00',
      'Outro dia',
    ]);
    await talk.tap('qua 02/12 às 09:00');
    expect(talk.text).toContain('Dra. Lara');
  });

  it('who take no new patients are for those they treat', async () => {
    const talk = talkWith('nina');
    await talk.say('quero marcar consulta de pele dia 1 às 11h');
    expect(talk.text).toContain('só para quem já é paciente');
    expect(talk.holds).toEqual([]);
    await talk.tap('Sim, já sou');
    expect(talk.text).toContain('Confirma?');
  });

  it.each([['Não, 1ª vez'], ['é a primeira vez'], ['não']])('and for nobody else: %s', async (said) => {
    const talk = talkWith('nina');
    await talk.say('quero marcar consulta de pele');
    if (said.startsWith('Não,')) await talk.tap(said);
    else await talk.say(said);
    expect(talk.text).toContain('não está recebendo novos pacientes');
    await talk.tapId('slot:pele:nina:20261201T1400Z');
    expect(talk.holds).toEqual([]);
  });

  it('others are offered to somebody new', async () => {
    const talk = talkWith('nina', 'rui');
    await talk.say('quero marcar consulta de pele com a dra nina');
    await talk.tap('Não, 1ª vez');
    expect(talk.titles).toContain('ter 01/12 às 09:00');
    expect(talk.titles).not.toContain('ter 01/12 às 11:00');
  });

  it('who have no time are said so', async () => {
    const talk = bookingTalk({
      context: context(['lara', 'rui']),
      free: times.filter(({ practitionerId }) => practitionerId === 'rui'),
    });
    await talk.say('quero marcar consulta de pele com a dra lara');
    expect(talk.text).toContain('Não encontrei horário livre com Dra. Lara');
    expect(talk.titles[0]).toBe('ter 01/12 às 09:00');
  });
});

async function anOtherAppointment() {
  const talk = await held();
  return { ...talk.holds[0]!, contactId: 'somebody-else' as never, conversationId: 'another' as never };
}
