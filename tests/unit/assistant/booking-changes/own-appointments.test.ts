import { describe, expect, it } from 'vitest';
import { anAppointment, bookingTalk } from '../booking-talk.ts';
import { patient } from './a-patient.ts';

describe('a patient who asks for their appointments', () => {
  it.each([
    'minhas consultas',
    'quando é minha consulta?',
    'que horas é a minha consulta?',
    'tenho alguma consulta marcada?',
    'não lembro o dia da minha consulta',
    'qual o horário da minha consulta?',
    'queria ver meus agendamentos',
  ])('is shown them, with what can be done about them: %s', async (said) => {
    const talk = patient();
    await talk.say(said);
    expect(talk.text).toContain('segunda-feira, 30/11, às 09:00');
    expect(talk.titles).toEqual(['Remarcar', 'Cancelar consulta', 'Falar com a equipe']);
    expect(talk.last.handover).toBeUndefined();
  });

  it('is shown several in a list, and can look at each', async () => {
    const talk = patient(anAppointment(1, '2026-11-30 09:00'), anAppointment(2, '2026-12-01 10:00'));
    await talk.say('minhas consultas');
    expect(talk.text).toMatch(/30\/11, às 09:00[\s\S]*01\/12, às 10:00/);
    await talk.tap('ter 01/12 às 10:00');
    expect(talk.titles).toContain('Remarcar');
  });

  it('is not shown what is over, what was cancelled, and what is somebody else’s', async () => {
    const talk = patient(
      anAppointment(1, '2026-11-20 09:00'),
      anAppointment(2, '2026-12-01 10:00', { state: 'cancelled' }),
      anAppointment(3, '2026-12-01 11:00', { contactId: 'other' as never, conversationId: 'x' as never }),
    );
    await talk.say('minhas consultas');
    expect(talk.text).toContain('Não encontrei nenhum horário');
  });

  it('finds them on the menu', async () => {
    const talk = patient();
    await talk.say('oi');
    expect(talk.titles).toHaveLength(10);
    await talk.tap('Meus horários');
    expect(talk.text).toContain('30/11');
  });
});

describe('a patient who says that they will come', () => {
  it('is thanked for an appointment that stands here', async () => {
    const talk = patient();
    await talk.say('confirmo minha consulta');
    expect(talk.text).toContain('Esperamos você');
    expect(talk.last.handover).toBeUndefined();
  });

  it('is handed to people where none stands here', async () => {
    const talk = bookingTalk();
    await talk.say('confirmo minha consulta');
    expect(talk.last.handover?.reason).toBe('asked-for-human');
  });
});
