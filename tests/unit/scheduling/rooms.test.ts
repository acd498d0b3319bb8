import { describe, expect, it } from 'vitest';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import { readClinicContext } from '../../../src/domain/clinic/document/contextualization.ts';
import { bookingPlaces } from '../../../src/domain/scheduling/calendars/booking-places.ts';
import type { ChosenCalendar } from '../../../src/domain/scheduling/calendars/chosen-calendar.ts';
import { SlotTaken } from '../../../src/domain/scheduling/appointment.ts';
import { at, schedulingWorld } from '../../support/worlds/scheduling-world.ts';

const ultrasound = { id: 'uli', nome: 'Dr. Uli', especialidades: ['Ultrassonografia'] };
const salas = [
  { id: 'mamografo', nome: 'Mamógrafo' },
  { id: 'sala-1', nome: 'Sala 1' },
  { id: 'sala-2', nome: 'Sala 2' },
  { id: 'reforma', nome: 'Sala em reforma', ativo: false },
];
const clinicWith = (servicos: object, ...profissionais: object[]) =>
  readClinicContext(
    { id: clinicId('c1'), name: 'C', timeZone: 'America/Sao_Paulo' },
    { profissionais, salas, servicos },
  );

const calendar = (calendarId: string, owner: Partial<ChosenCalendar> = {}): ChosenCalendar => ({
  calendarId,
  accessRole: 'owner',
  reachability: 'reachable',
  ...owner,
});
const calendars = [
  calendar('agenda-uli', { professionalId: 'uli' }),
  calendar('agenda-mamografo', { roomId: 'mamografo' }),
  calendar('agenda-sala-1', { roomId: 'sala-1' }),
  calendar('feriados'),
];

/** Who and what a service takes, where it is written and what keeps it away. */
function placesOf(kind: string, service: object, ...people: object[]) {
  const { context } = clinicWith({ [kind]: [{ id: 's', nome: 'Serviço', ...service }] }, ...people);
  return bookingPlaces(context, context.services[0]!, calendars).map(
    ({ professional, room, calendarId, dependsOn }) =>
      [professional?.id, room?.id, calendarId, dependsOn.join(' ')] as const,
  );
}

describe('a service that names a room or a device', () => {
  it('and nobody who does it is booked in the room, not in the agenda of some doctor', () => {
    const mammography = { sala_id: 'mamografo', categoria: 'Exames de imagem' };
    expect(placesOf('exames', mammography, ultrasound)).toEqual([
      [undefined, 'mamografo', 'agenda-mamografo', 'agenda-mamografo feriados'],
    ]);
    expect(placesOf('exames', { equipamento: 'Mamografo' }, ultrasound)).toHaveLength(1);
    expect(placesOf('procedimentos', { ...mammography, sem_profissional: true }, ultrasound)).toEqual([
      [undefined, 'mamografo', 'agenda-mamografo', 'agenda-mamografo feriados'],
    ]);
  });

  it('takes the professional and the room, in the calendar of the professional', () => {
    const both = [['uli', 'sala-1', 'agenda-uli', 'agenda-uli agenda-sala-1 feriados']];
    expect(placesOf('exames', { sala: 'Sala 1', profissionais_ids: ['uli'] }, ultrasound)).toEqual(both);
    expect(placesOf('exames', { sala: 'Sala 1', especialidade: 'ultrassonografia' }, ultrasound)).toEqual(
      both,
    );
    expect(placesOf('consultas', { sala: 'Sala 1' }, ultrasound)).toEqual(both);
    expect(placesOf('exames', { sala: 'Sala 1', exige_profissional: 'sim' }, ultrasound)).toEqual(both);
  });

  it('can take any one of several rooms', () => {
    const rooms = placesOf('consultas', { salas: ['sala-1', 'sala-2'] }, ultrasound).map(([, room]) => room);
    expect(rooms).toEqual(['sala-1', 'sala-2']);
  });

  it('that is not there or switched off is offered by nobody, and the clinic is told', () => {
    expect(placesOf('exames', { sala: 'Sala 9' }, ultrasound)).toEqual([]);
    expect(placesOf('exames', { sala: 'reforma' }, ultrasound)).toEqual([]);
    const exames = [{ nome: 'Mamografia', sala: 'Sala 9' }, { nome: 'Raio X' }];
    const { findings } = clinicWith({ exames }, ultrasound);
    expect(findings).toContainEqual({
      path: 'servicos.exames[0]',
      severity: 'error',
      message: 'O serviço "Mamografia" usa "Sala 9", que não está em salas nem em equipamentos.',
    });
    expect(findings.map(({ message }) => message).join()).toContain('O exame "Raio X" não diz quem o faz');
  });
});

describe('a room that two professionals share', () => {
  const sala = { id: 'sala-1', nome: 'Sala 1' };
  const world = () =>
    schedulingWorld({
      contextualization: {
        clinica: { horario_funcionamento: { 'segunda a sexta': '08:00 às 18:00' } },
        profissionais: [
          { id: 'lia', nome: 'Dra. Lia' },
          { id: 'otto', nome: 'Dr. Otto' },
        ],
        salas: [sala, { id: 'sala-2', nome: 'Sala 2' }],
        servicos: {
          procedimentos: [
            { id: 'laser', nome: 'Laser', duracao: 30, salas: ['sala-1'] },
            { id: 'botox', nome: 'Botox', duracao: 30, salas: ['sala-1', 'sala-2'] },
          ],
        },
        politicas: { agendamento: { antecedencia_minima: '2 horas' } },
      },
    });
  const nine = at('09:00');
  const laser = { serviceId: 'laser', start: nine, intent: 'book' } as const;

  it('is given to one of them at a time, and so is a free time of both offered', async () => {
    const { bookAppointment, findAvailability, clinicId: id } = await world();
    const booked = await bookAppointment({ clinicId: id, ...laser, professionalId: 'lia' });
    expect(booked).toMatchObject({ professionalId: 'lia', roomId: 'sala-1' });
    await expect(bookAppointment({ clinicId: id, ...laser, professionalId: 'otto' })).rejects.toThrow(
      SlotTaken,
    );
    const { slots } = await findAvailability({
      clinicId: id,
      serviceId: 'laser',
      from: nine,
      to: at('10:00'),
    });
    expect(slots.map(({ slot, professionalId }) => [slot.start, professionalId])).toEqual([
      [at('09:30'), 'lia'],
      [at('09:30'), 'otto'],
    ]);
  });

  it('is left for the other room where there is one, and a time is offered once per professional', async () => {
    const { bookAppointment, findAvailability, clinicId: id } = await world();
    await bookAppointment({ clinicId: id, ...laser, professionalId: 'lia' });
    const { slots } = await findAvailability({
      clinicId: id,
      serviceId: 'botox',
      from: nine,
      to: at('10:00'),
    });
    expect(slots.map(({ slot, professionalId, roomId }) => [slot.start, professionalId, roomId])).toEqual([
      [nine, 'otto', 'sala-2'],
      [at('09:30'), 'lia', 'sala-1'],
      [at('09:30'), 'otto', 'sala-1'],
    ]);
    const other = await bookAppointment({ clinicId: id, serviceId: 'botox', start: nine, intent: 'book' });
    expect(other).toMatchObject({ professionalId: 'otto', roomId: 'sala-2' });
  });
});
