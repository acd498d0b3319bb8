import { describe, expect, it } from 'vitest';
import {
  tellOfAppointment,
  type AppointmentNotification,
} from '../../../src/domain/patient-messages/appointment-notifications.ts';
import { agendaTap } from '../../../src/domain/patient-messages/choice-ids.ts';
import { anAppointment, demoContext } from './booking-talk.ts';
import { choicesOf, contextOf, nightTime, openTime } from './talk.ts';

const booked = anAppointment(1, '2026-12-02 14:30');
const moved = anAppointment(2, '2026-12-02 14:30', { replaces: booked.id });
const tell = (news: AppointmentNotification, appointment = booked, now = openTime) =>
  tellOfAppointment(news, appointment, demoContext, now);

describe('what the patient is told of an appointment', () => {
  it('that it stands: with whom, when, where, and how to prepare', () => {
    const { body } = tell('confirmed', { ...booked, serviceId: 'limpeza', serviceName: 'Limpeza de pele' });
    expect(body).toMatch(/confirmado[\s\S]*Limpeza de pele\* com Dra\. Lara Monteiro/);
    expect(body).toMatch(/quarta-feira, 02\/12, às 14:30[\s\S]*Paineiras[\s\S]*Evite sol forte/);
  });

  it.each(['confirmed', 'moved'] as const)('that it is %s, with a way to change it', (news) => {
    const taps = choicesOf([tell(news)]).map(({ id }) => agendaTap(id, demoContext));
    expect(taps).toEqual([
      { act: 'move', appointmentId: booked.id },
      { act: 'cancel', appointmentId: booked.id },
    ]);
  });

  it('that the time was taken, with others a tap away', () => {
    const content = tell('slot-taken');
    expect(content.body).toContain('acabou de ser ocupado');
    expect(content.body).not.toContain('continua valendo');
    expect(choicesOf([content]).map(({ id }) => agendaTap(id, demoContext)?.act)).toEqual([
      'soon',
      'days',
      undefined,
    ]);
  });

  it('that a move failed and the old time stays, and the way on is a move, too', () => {
    const content = tell('slot-taken', moved);
    expect(content.body).toContain('O seu horário anterior continua valendo');
    expect(agendaTap(choicesOf([content])[0]!.id, demoContext)).toMatchObject({
      subject: { moving: booked.id },
    });
  });

  it('that the calendar did not answer and people go on, with nothing to tap that nobody would answer', () => {
    const content = tell('calendar-failure', booked, nightTime);
    expect(content.body).toMatch(/não está garantido[\s\S]*a partir das 07h de amanhã/);
    expect(choicesOf([content])).toEqual([]);
  });

  it('that it takes hours, and does not stand yet', () => {
    const content = tell('waiting-for-hours', moved);
    expect(content.body).toMatch(/02\/12, às 14:30[\s\S]*algumas horas[\s\S]*ainda não está confirmado/);
    expect(content.body).toContain('O seu horário anterior continua valendo');
    expect(choicesOf([content])).toEqual([]);
  });

  it('that it takes longer, and does not stand yet', () => {
    const content = tell('waiting', moved);
    expect(content.body).toMatch(/02\/12, às 14:30[\s\S]*ainda não está confirmado[\s\S]*continua valendo/);
    expect(choicesOf([content])).toEqual([]);
  });

  it('that the clinic cancelled it', () => {
    expect(tell('cancelled').body).toMatch(/A clínica precisou cancelar[\s\S]*02\/12, às 14:30/);
  });

  it('offers people where the service is not offered any more', () => {
    const content = tell('slot-taken', { ...booked, serviceId: 'holter' });
    expect(choicesOf([content]).map(({ id }) => id)).toEqual(['human']);
  });

  it.each(['confirmed', 'moved', 'cancelled', 'slot-taken', 'calendar-failure', 'waiting'] as const)(
    'fits into one message whatever the clinic writes: %s',
    (news) => {
      const long = '👩‍⚕️ nome muito comprido '.repeat(60);
      const context = contextOf({
        clinica: { localizacao: { endereco_principal: { logradouro: long, numero: '1', cidade: long } } },
        servicos: { consultas: [{ id: 'c:1', nome: long, preparacao: long, profissionais_ids: ['p:1'] }] },
        profissionais: [{ id: 'p:1', nome: long }],
      });
      const wish = { serviceId: 'c:1', serviceName: long, professionalId: 'p:1', replaces: booked.id };
      const content = tellOfAppointment(news, anAppointment(3, '2026-12-02 14:30', wish), context, openTime);
      expect(content.body.length).toBeLessThanOrEqual(1_024);
      expect(content.body).not.toMatch(/\p{Surrogate}/u);
      if (news !== 'calendar-failure' && news !== 'waiting') expect(content.type).toBe('buttons');
    },
  );
});
