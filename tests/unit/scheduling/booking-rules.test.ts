import { describe, expect, it } from 'vitest';
import type { BookingRequest } from '../../../src/application/scheduling/book-appointment.ts';
import { SlotNotOffered } from '../../../src/domain/scheduling/scheduling-errors.ts';
import { at, schedulingWorld } from '../../support/worlds/scheduling-world.ts';

/** Monday, 2 March 2026, 09:00 in São Paulo. Dra. Lia alone, unless the document says more. */
const clinic = (agendamento: object, service: object = {}, lia: object = {}) =>
  schedulingWorld({
    contextualization: {
      clinica: { horario_funcionamento: { 'segunda a sexta': '08:00 às 12:00' } },
      profissionais: [{ id: 'lia', nome: 'Dra. Lia', ...lia }],
      servicos: {
        consultas: [
          { id: 'geral', nome: 'Consulta', duracao: 50, ...service },
          { id: 'outra', nome: 'Outra', duracao: 50 },
        ],
      },
      politicas: { agendamento: { antecedencia_minima: '2 horas', ...agendamento } },
    },
  });
type World = Awaited<ReturnType<typeof clinic>>;

const tuesday = '2026-03-03';
async function times({ findAvailability, clinicId }: World, day = tuesday, serviceId = 'geral') {
  const { slots } = await findAvailability({ clinicId, serviceId, from: day as never, to: day as never });
  return slots.map(({ slot }) => slot.start.toISOString().slice(11, 16));
}
const book = ({ bookAppointment, clinicId }: World, start: Date, wish: Partial<BookingRequest> = {}) =>
  bookAppointment({ clinicId, serviceId: 'geral', start, intent: 'book', ...wish });
const refusal = async (booking: Promise<unknown>) => {
  const error: unknown = await booking.catch((thrown: unknown) => thrown);
  if (!(error instanceof SlotNotOffered)) throw error;
  return error.details as { readonly limits?: readonly string[] };
};

describe('times are offered', () => {
  it('at steps apart from their length', async () => {
    expect(await times(await clinic({}))).toEqual(['11:00', '11:50', '12:40', '13:30']);
    expect(await times(await clinic({ grade: 30 }))).toEqual([
      '11:00',
      '11:30',
      '12:00',
      '12:30',
      '13:00',
      '13:30',
      '14:00',
    ]);
    expect(await times(await clinic({ grade: 30 }, { passo: '60 minutos' }))).toEqual([
      '11:00',
      '12:00',
      '13:00',
      '14:00',
    ]);
  });

  it('with the time around them that the service needs', async () => {
    const world = await clinic({ grade: 30 }, { buffer: { antes: 10, depois: 20 } });
    await book(world, at('09:00'));
    // 08:50 to 10:10 is taken, with ten minutes before and twenty after the next one
    expect(await times(world)).toEqual(['13:30', '14:00']);
    expect(await times(world, tuesday, 'outra')).toEqual(['11:00', '13:30', '14:00']);
  });

  it('with the notice and up to the horizon of service and professional', async () => {
    const nextWeek = '2026-03-10';
    const world = await clinic(
      { antecedencia_maxima: '3 dias' },
      { antecedencia_minima: '25 horas', antecedencia_maxima: '8 dias' },
    );
    expect(await times(world)).toEqual(['13:30']);
    expect(await times(world, nextWeek)).toHaveLength(4);
    expect(await times(world, nextWeek, 'outra')).toEqual([]);
    const strict = await clinic({}, { antecedencia_maxima: '8 dias' }, { antecedencia_maxima: '3 dias' });
    expect(await times(strict, nextWeek)).toEqual([]);
  });

  it('not on days and in weeks that have as many visits as service or professional take', async () => {
    const world = await clinic({}, { limite_diario: 1 }, { limite_semanal: 2 });
    await book(world, at('09:40'));
    expect(await times(world)).toEqual([]);
    expect(await times(world, tuesday, 'outra')).toEqual(['11:00', '11:50', '13:30']);
    expect(await times(world, '2026-03-04')).toHaveLength(4);
    await book(world, at('08:00', '2026-03-04'), { serviceId: 'outra' });
    expect(await times(world, '2026-03-06', 'outra')).toEqual([]);
    expect(await times(world, '2026-03-09', 'outra')).toHaveLength(4);
  });
});

describe('people of the clinic', () => {
  it('are told which limits are in the way, and go beyond those that they name', async () => {
    const world = await clinic({ antecedencia_minima: '25 horas' }, { limite_diario: 1 });
    await book(world, at('10:30'), { beyondLimits: true });
    const early = at('08:00');
    expect(await refusal(book(world, early))).toMatchObject({ limits: ['minimum-notice', 'daily-limit'] });
    expect(await refusal(book(world, early, { beyondLimits: ['daily-limit'] }))).toMatchObject({
      limits: ['minimum-notice', 'daily-limit'],
    });
    const beyondLimits = ['minimum-notice', 'daily-limit'] as const;
    expect(await book(world, early, { beyondLimits })).toMatchObject({
      state: 'held',
      slot: { start: early },
    });
    expect(await refusal(book(world, at('20:00'), { beyondLimits }))).toMatchObject({
      limits: ['working-time', 'daily-limit'],
    });
    expect(await refusal(book(world, at('10:00', '2026-05-04')))).toMatchObject({ limits: ['horizon'] });
  });

  it('go beyond no time of somebody else, nor into the past', async () => {
    const world = await clinic({});
    await book(world, at('10:00'));
    await expect(book(world, at('10:30'), { beyondLimits: true })).rejects.toMatchObject({
      code: 'scheduling.slot-taken',
    });
    expect(await refusal(book(world, at('08:00', '2026-03-02'), { beyondLimits: true }))).not.toHaveProperty(
      'limits',
    );
  });

  it('move a visit within its full day, and beyond another limit when they say so', async () => {
    const world = await clinic({}, { limite_diario: 1 });
    const { clinicId, rescheduleAppointment } = world;
    const { id: appointmentId } = await book(world, at('10:00'));
    const move = { clinicId, appointmentId, intent: 'book' } as const;
    const moved = await rescheduleAppointment({ ...move, start: at('11:00') });
    expect(moved).toMatchObject({ replaces: appointmentId, slot: { start: at('11:00') } });
    const night = { ...move, start: at('20:00') };
    expect(await refusal(rescheduleAppointment(night))).toMatchObject({ limits: ['working-time'] });
    const late = await rescheduleAppointment({ ...night, beyondLimits: ['working-time'] });
    expect(late).toMatchObject({ slot: { start: at('20:00') } });
  });
});
