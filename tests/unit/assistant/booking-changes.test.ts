import { describe, expect, it } from 'vitest';
import { anAppointment, bookingTalk, local } from './booking-talk.ts';
import { contextOf } from './talk.ts';

const free = ['2026-11-26 08:00', '2026-11-27 10:00', '2026-12-02 14:30', '2026-12-03 08:00'].map((at) => ({
  at,
}));

/** A patient with these appointments; by default one, on Monday 30 November at 9:00. */
function patient(...appointments: ReturnType<typeof anAppointment>[]) {
  const talk = bookingTalk({ free });
  const all = appointments.length > 0 ? appointments : [anAppointment(1, '2026-11-30 09:00')];
  for (const one of all) talk.add(one);
  return talk;
}
const stateOf = (talk: ReturnType<typeof bookingTalk>, n: number) =>
  talk.appointments.find(({ id }) => id === anAppointment(n, '2026-11-30 09:00').id)?.state;

describe('which appointments there are', () => {
  it.each([
    'minhas consultas',
    'quando é minha consulta?',
    'que horas é a minha consulta?',
    'tenho alguma consulta marcada?',
    'não lembro o dia da minha consulta',
    'qual o horário da minha consulta?',
    'queria ver meus agendamentos',
  ])('%s', async (said) => {
    const talk = patient();
    await talk.say(said);
    expect(talk.text).toContain('segunda-feira, 30/11, às 09:00');
    expect(talk.titles).toEqual(['Remarcar', 'Cancelar consulta', 'Falar com a equipe']);
    expect(talk.last.handover).toBeUndefined();
  });

  it('lists several, each to be looked at', async () => {
    const talk = patient(anAppointment(1, '2026-11-30 09:00'), anAppointment(2, '2026-12-01 10:00'));
    await talk.say('minhas consultas');
    expect(talk.text).toMatch(/30\/11, às 09:00[\s\S]*01\/12, às 10:00/);
    await talk.tap('ter 01/12 às 10:00');
    expect(talk.titles).toContain('Remarcar');
  });

  it('leaves out what is over, what was cancelled, and what is only held', async () => {
    const talk = patient(
      anAppointment(1, '2026-11-20 09:00'),
      anAppointment(2, '2026-12-01 10:00', { state: 'cancelled' }),
      anAppointment(3, '2026-12-01 11:00', { contactId: 'other' as never, conversationId: 'x' as never }),
    );
    await talk.say('minhas consultas');
    expect(talk.text).toContain('Não encontrei nenhum horário');
  });

  it('is on the menu', async () => {
    const talk = patient();
    await talk.say('oi');
    expect(talk.titles).toHaveLength(10);
    await talk.tap('Meus horários');
    expect(talk.text).toContain('30/11');
  });
});

describe('cancelling', () => {
  it.each([
    'quero desmarcar',
    'preciso cancelar minha consulta',
    'quero cancelar a consulta de segunda',
    'cancela minha consulta por favor',
  ])('asks first, with the clinic’s rules, and does it on a yes: %s', async (said) => {
    const talk = patient();
    await talk.say(said);
    expect(talk.text).toMatch(/quer mesmo cancelar[\s\S]*até 24 horas/);
    expect(talk.last.appointmentChanges).toBeUndefined();
    await talk.say('sim');
    expect(stateOf(talk, 1)).toBe('cancelled');
    expect(talk.text).toContain('Pronto, cancelei');
  });

  it.each(['não', 'não, deixa', 'melhor não cancelar', 'quanto custa a consulta?'])(
    'does not do it on: %s',
    async (said) => {
      const talk = patient();
      await talk.say('quero desmarcar');
      await talk.say(said);
      expect(stateOf(talk, 1)).toBe('confirmed');
    },
  );

  it('asks which one where there are several, unless it was named', async () => {
    const both = [anAppointment(1, '2026-11-30 09:00'), anAppointment(2, '2026-12-03 10:00')];
    const talk = patient(...both);
    await talk.say('quero cancelar');
    expect(talk.text).toContain('Qual horário');
    await talk.tap('qui 03/12 às 10:00');
    await talk.tap('Sim, cancelar');
    expect([stateOf(talk, 1), stateOf(talk, 2)]).toEqual(['confirmed', 'cancelled']);
    const named = patient(...both);
    await named.say('quero cancelar a consulta do dia 3');
    expect(named.text).toContain('03/12');
  });

  it('cannot be done twice, nor by a button of long ago', async () => {
    const talk = patient();
    await talk.say('quero desmarcar');
    await talk.tap('Sim, cancelar');
    await talk.tap('Sim, cancelar');
    expect(talk.last.appointmentChanges).toBeUndefined();
    expect(talk.text).toContain('Não encontrei esse horário');
  });

  it('takes a wish to move it along', async () => {
    const talk = patient();
    await talk.say('quero remarcar para dia 2 às 14:30');
    await talk.say('sim');
    await talk.tapId(`sure:${anAppointment(1, '2026-11-30 09:00').id}`);
    expect(talk.appointments.map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
  });

  it('asks what is meant by "não vou poder ir"', async () => {
    const talk = patient();
    await talk.say('não vou poder ir na consulta');
    expect(talk.titles).toEqual(['Remarcar', 'Cancelar consulta', 'Falar com a equipe']);
    expect(talk.last.appointmentChanges).toBeUndefined();
  });
});

describe('moving', () => {
  it('holds the new time beside the old one, which ends when the calendar says so', async () => {
    const talk = patient();
    await talk.say('preciso remarcar minha consulta');
    expect(talk.text).toMatch(/Vamos remarcar[\s\S]*seu horário atual continua valendo/);
    await talk.tap('quarta 02/12, tarde');
    await talk.tap('qua 02/12 às 14:30');
    expect(talk.text).toMatch(
      /no lugar do seu horário de segunda-feira, 30\/11, às 09:00[\s\S]*Confirma a troca/,
    );
    const [moved] = talk.holds;
    expect(moved).toMatchObject({ replaces: anAppointment(1, '2026-11-30 09:00').id });
    await talk.tap('Confirmar');
    expect(stateOf(talk, 1)).toBe('confirmed');
    talk.calendarConfirms();
    expect(stateOf(talk, 1)).toBe('cancelled');
    await talk.say('minhas consultas');
    expect(talk.text).toContain('02/12, às 14:30');
  });

  it.each([
    ['quero remarcar minha consulta de segunda para quarta dia 2 às 14:30', '02/12, às 14:30'],
    ['remarca minha consulta pra dia 3 às 8h', '03/12, às 08:00'],
  ])('takes which and where to from one sentence: %s', async (said, expected) => {
    const talk = patient(anAppointment(1, '2026-11-30 09:00'), anAppointment(2, '2026-12-09 09:00'));
    await talk.say(said);
    if (talk.titles.includes('seg 30/11 às 09:00')) await talk.tap('seg 30/11 às 09:00');
    else expect(talk.text).toContain(expected);
  });

  it('is left when the patient wants it no more', async () => {
    const talk = patient();
    await talk.say('quero remarcar para dia 2 às 14:30');
    await talk.say('deixa pra lá');
    expect(talk.holds).toEqual([]);
    expect(stateOf(talk, 1)).toBe('confirmed');
  });

  it('is still a move when a list of last week is tapped', async () => {
    const talk = patient();
    await talk.say('preciso remarcar minha consulta');
    await talk.tap('Próximos horários');
    const old = talk.idOf('qua 02/12 às 14:30')!;
    await talk.say('deixa pra lá');
    talk.pass(2 * 1_440);
    await talk.tapId(old);
    expect(talk.holds).toMatchObject([{ replaces: anAppointment(1, '2026-11-30 09:00').id }]);
  });

  it('of what was cancelled meanwhile finds nothing to move', async () => {
    const talk = patient();
    await talk.say('preciso remarcar minha consulta');
    await talk.tap('Próximos horários');
    const old = talk.idOf('qua 02/12 às 14:30')!;
    await talk.say('quero cancelar minha consulta');
    await talk.say('sim');
    await talk.tapId(old);
    expect(talk.holds).toEqual([]);
    expect(talk.text).toContain('Não encontrei esse horário');
  });

  it('waits until an earlier wish has been answered', async () => {
    const talk = patient();
    await talk.say('quero remarcar para dia 2 às 14:30');
    await talk.say('sim');
    await talk.say('quero remarcar minha consulta para dia 3 às 8h');
    expect(talk.text).toContain('Ainda estou registrando');
    expect(talk.holds).toEqual([]);
    await talk.tap('Cancelar pedido');
    await talk.say('sim');
    expect(talk.text).toMatch(/cancelei[\s\S]*02\/12[\s\S]*30\/11, às 09:00 continua valendo/);
    expect(stateOf(talk, 1)).toBe('confirmed');
  });

  it('keeps patients with the practitioner who treats them, though the doors are closed', async () => {
    const context = contextOf({
      servicos: { consultas: [{ id: 'c', nome: 'Consulta', profissionais_ids: ['nina'] }] },
      profissionais: [{ id: 'nina', nome: 'Dra. Nina', aceita_novos_pacientes: false }],
    });
    const talk = bookingTalk({ context, free: [{ at: '2026-12-02 09:00', practitionerId: 'nina' }] });
    talk.add(anAppointment(1, '2026-11-30 09:00', { serviceId: 'c', practitionerId: 'nina' }));
    await talk.say('quero remarcar para dia 2 às 9h');
    expect(talk.text).toContain('Confirma a troca?');
  });

  it('of a service that is not offered any more is for people', async () => {
    const talk = patient(
      anAppointment(1, '2026-11-30 09:00', { serviceId: 'holter', serviceName: 'Holter' }),
    );
    await talk.say('quero remarcar');
    expect(talk.last.handover?.reason).toBe('asked-for-human');
  });
});

describe('saying that one will come', () => {
  it('is noted for what stands here', async () => {
    const talk = patient();
    await talk.say('confirmo minha consulta');
    expect(talk.text).toContain('Esperamos você');
    expect(talk.last.handover).toBeUndefined();
  });

  it('goes to people for what does not', async () => {
    const talk = bookingTalk();
    await talk.say('confirmo minha consulta');
    expect(talk.last.handover?.reason).toBe('asked-for-human');
  });
});

describe('an agenda that cannot be asked', () => {
  const booking = async (talk: ReturnType<typeof bookingTalk>) => {
    await talk.say('quero marcar consulta dermatológica');
    await talk.tap('Próximos horários');
  };

  it.each(['unreadable', 'needs-clinic'] as const)(
    '%s: the wish is taken and passed on, honestly',
    async (failure) => {
      const talk = bookingTalk({ free });
      talk.world.failure = failure;
      await talk.say('quero marcar consulta dermatológica quinta de manhã');
      expect(talk.last.handover?.reason).toBe('booking-request');
      expect(talk.text).toContain('ainda não está marcado');
      expect(talk.text.includes('Não consegui consultar a nossa agenda agora')).toBe(
        failure === 'unreadable',
      );
    },
  );

  it('in the middle: a tapped time becomes the wish for it', async () => {
    const talk = bookingTalk({ free });
    await booking(talk);
    talk.world.failure = 'unreadable';
    await talk.tap('qua 02/12 às 14:30');
    expect(talk.last.handover?.summary).toContain('Consulta dermatológica com Dra. Lara Monteiro');
    expect(talk.text).toMatch(/quarta-feira \(02\/12\), por volta das 14h30/);
    expect(talk.last.appointmentChanges).toBeUndefined();
  });

  it('and for a move: people are asked, the old time stays', async () => {
    const talk = patient();
    await talk.say('preciso remarcar minha consulta');
    talk.world.failure = 'unreadable';
    await talk.tap('Próximos horários');
    expect(talk.last.handover?.reason).toBe('asked-for-human');
    expect(talk.text).toContain('nada foi alterado');
  });

  it('does not keep anybody from cancelling', async () => {
    const talk = patient();
    talk.world.failure = 'needs-clinic';
    await talk.say('quero desmarcar');
    await talk.say('sim');
    expect(stateOf(talk, 1)).toBe('cancelled');
  });

  it('is not the same as no free time: an unread calendar is unknown', async () => {
    const talk = bookingTalk({ free });
    talk.world.unknown = ['lara'];
    await talk.say('quero marcar consulta dermatológica quinta de manhã');
    expect(talk.text).toContain('Não consegui consultar a nossa agenda agora');
    expect(talk.last.handover?.reason).toBe('booking-request');
  });

  it('goes on with the booking when it is back', async () => {
    const talk = bookingTalk({ free });
    talk.world.failure = 'unreadable';
    await talk.say('quero marcar consulta dermatológica');
    expect(talk.text).toContain('Qual dia e período');
    talk.world.failure = undefined;
    await talk.say('dia 2 às 14:30');
    expect(talk.text).toContain('Confirma?');
  });
});

describe('when the clinic has no calendar any more', () => {
  it('what was held becomes a wish, whatever way the yes is said', async () => {
    for (const said of ['sim', 'Confirmar']) {
      const talk = bookingTalk({ free });
      await talk.say('quero marcar consulta dermatológica dia 2 às 14:30');
      talk.world.canBook = false;
      if (said === 'sim') await talk.say(said);
      else await talk.tap(said);
      expect(talk.last.handover?.reason).toBe('booking-request');
      expect(talk.text).toMatch(/02\/12\), por volta das 14h30/);
      expect(talk.last.appointmentChanges).toBeUndefined();
    }
  });

  it.each(['Remarcar', 'Cancelar consulta'])('"%s" goes to people', async (title) => {
    const talk = patient();
    await talk.say('minhas consultas');
    talk.world.canBook = false;
    await talk.tap(title);
    expect(talk.last.handover?.reason).toBe('asked-for-human');
    expect(talk.text).toContain('nada foi alterado');
  });

  it('the menu does not promise what it cannot show', async () => {
    const talk = patient();
    talk.world.canBook = false;
    await talk.say('oi');
    expect(talk.titles).not.toContain('Meus horários');
  });
});

describe('moving, seen from the book', () => {
  it('asks for the times with the own one free', async () => {
    const talk = bookingTalk({ free: [{ at: '2026-11-30 09:00' }, { at: '2026-11-30 09:15' }] });
    talk.add(anAppointment(1, '2026-11-30 09:00'));
    await talk.say('quero remarcar para segunda às 9:15');
    expect(talk.holds).toMatchObject([{ slot: { start: local('2026-11-30 09:15') } }]);
  });
});
