import { describe, expect, it } from 'vitest';
import { demoClinic } from '../../../../src/bootstrap/local/demo-clinic.ts';
import { anAppointment, bookingTalk } from '../booking-talk.ts';
import { contextOf } from '../talk.ts';
import { free, patient, stateOf } from './a-patient.ts';

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

describe('after the clinic’s deadline', () => {
  const deadline = (apos_prazo: string) => {
    const politicas = { agendamento: { cancelamento: '48 horas', reagendamento: '24 horas', apos_prazo } };
    const talk = bookingTalk({ free, context: contextOf({ ...demoClinic.contextualization, politicas }) });
    // it is Tuesday, 11:00: the one is 46 hours away, the other 23
    talk.add(anAppointment(1, '2026-11-26 09:00'));
    return talk;
  };

  it('the people of the clinic decide about a cancellation, and nothing changes before', async () => {
    const talk = deadline('equipe');
    await talk.say('quero desmarcar');
    expect(talk.text).toContain('até 2 dias antes, e esse prazo já passou');
    expect(talk.last.handover).toMatchObject({ reason: 'asked-for-human' });
    expect(stateOf(talk, 1)).toBe('confirmed');
  });

  it('a cancellation is refused where the clinic says so, also by a tap on an old button', async () => {
    const talk = deadline('recusar');
    await talk.say('quero desmarcar');
    expect(talk.text).toContain('continua valendo');
    expect(talk.last.handover).toBeUndefined();
    await talk.say({ choiceId: `sure:${anAppointment(1, '2026-11-26 09:00').id}` } as never);
    expect(stateOf(talk, 1)).toBe('confirmed');
  });

  it('a move has its own deadline', async () => {
    const talk = deadline('recusar');
    await talk.say('quero remarcar');
    expect(talk.text).toContain('Vamos remarcar');
  });
});
