import { describe, expect, it } from 'vitest';
import { anAppointment, bookingTalk, local } from '../booking-talk.ts';
import { contextOf } from '../talk.ts';
import { patient, stateOf } from './a-patient.ts';

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

  it('takes which and where to from one sentence', async () => {
    const talk = patient(anAppointment(1, '2026-11-30 09:00'), anAppointment(2, '2026-12-09 09:00'));
    await talk.say('quero remarcar minha consulta de segunda para quarta dia 2 às 14:30');
    expect(talk.text).toMatch(/02\/12, às 14:30[\s\S]*no lugar do seu horário de segunda-feira, 30\/11/);
  });

  it('asks which one when only the new time was said, and remembers that', async () => {
    const talk = patient(anAppointment(1, '2026-11-30 09:00'), anAppointment(2, '2026-12-09 09:00'));
    await talk.say('remarca minha consulta pra dia 3 às 8h');
    expect(talk.text).toContain('Qual horário você quer remarcar?');
    await talk.tap('seg 30/11 às 09:00');
    expect(talk.text).toMatch(/03\/12, às 08:00[\s\S]*no lugar do seu horário de segunda-feira, 30\/11/);
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

  it('keeps patients with the professional who treats them, though the doors are closed', async () => {
    const context = contextOf({
      servicos: { consultas: [{ id: 'c', nome: 'Consulta', profissionais_ids: ['nina'] }] },
      profissionais: [{ id: 'nina', nome: 'Dra. Nina', aceita_novos_pacientes: false }],
    });
    const talk = bookingTalk({ context, free: [{ at: '2026-12-02 09:00', professionalId: 'nina' }] });
    talk.add(anAppointment(1, '2026-11-30 09:00', { serviceId: 'c', professionalId: 'nina' }));
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

describe('a move to a time that overlaps the visit itself', () => {
  it('is possible, as the visit does not stand in its own way', async () => {
    const talk = bookingTalk({ free: [{ at: '2026-11-30 09:00' }, { at: '2026-11-30 09:15' }] });
    talk.add(anAppointment(1, '2026-11-30 09:00'));
    await talk.say('quero remarcar para segunda às 9:15');
    expect(talk.holds).toMatchObject([{ slot: { start: local('2026-11-30 09:15') } }]);
  });
});
