import { describe, expect, it } from 'vitest';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import { readClinicContext } from '../../../src/domain/clinic/document/contextualization.ts';
import { bookingPlaces } from '../../../src/domain/scheduling/calendars/booking-places.ts';
import type { ChosenCalendar } from '../../../src/domain/scheduling/calendars/chosen-calendar.ts';
import { ambiguousCalendars, namedAfter } from '../../../src/domain/scheduling/calendars/whose-calendar.ts';

const lara = { id: 'lara', nome: 'Dra. Lara Mendes' };
const otavio = { id: 'otavio', nome: 'Dr. Otávio Lima' };
const clinicOf = (...profissionais: object[]) =>
  readClinicContext(
    { id: clinicId('c1'), name: 'C', timeZone: 'America/Sao_Paulo' },
    { profissionais, servicos: { consultas: [{ id: 'consulta', nome: 'Consulta' }] } },
  ).context;

const calendar = (summary: string, professionalId?: string): ChosenCalendar => ({
  calendarId: `${summary}@x`,
  summary,
  accessRole: 'owner',
  reachability: 'reachable',
  ...(professionalId !== undefined && { professionalId }),
});

/** Who is booked into which calendar. */
const written = (context: ReturnType<typeof clinicOf>, ...calendars: ChosenCalendar[]) =>
  bookingPlaces(context, context.services[0]!, calendars).map(({ professional, calendarId }) => [
    professional?.id,
    calendarId,
  ]);

describe('a visit is written to', () => {
  it('nobody’s calendar while two could be meant', () => {
    const both = [calendar('Dr. Otávio'), calendar('Dra. Lara')];
    expect(written(clinicOf(lara, otavio), ...both)).toEqual([]);
    expect(written(clinicOf(lara, otavio), calendar('Agenda 1'), calendar('Agenda 2'))).toEqual([]);
  });

  it('the professional’s own calendar, whatever else there is', () => {
    const rest = [calendar('Feriados'), calendar('Sala')];
    expect(written(clinicOf(lara), calendar('Agenda 1', 'lara'), ...rest)).toEqual([['lara', 'Agenda 1@x']]);
  });

  it('never the calendar that bears another professional’s name', () => {
    expect(written(clinicOf(lara, otavio), calendar('Agenda da Lara'))).toEqual([]);
    expect(written(clinicOf(lara), calendar('Agenda da Lara'))).toEqual([['lara', 'Agenda da Lara@x']]);
  });

  it('the one calendar that everybody shares', () => {
    expect(written(clinicOf(lara, otavio), calendar('Recepção'))).toEqual([
      ['lara', 'Recepção@x'],
      ['otavio', 'Recepção@x'],
    ]);
    expect(written(clinicOf(), calendar('A'))).toEqual([[undefined, 'A@x']]);
  });

  it('the clinic’s calendar, also when the clinic bears a professional’s name', () => {
    const named = calendar('Clínica Dra. Lara');
    expect(written(clinicOf(lara, otavio), named)).toEqual([
      ['lara', 'Clínica Dra. Lara@x'],
      ['otavio', 'Clínica Dra. Lara@x'],
    ]);
  });

  it('the one that was chosen, not the first one by its id', () => {
    const [a, b] = [calendar('A particular', 'lara'), calendar('B consultório', 'lara')];
    expect(written(clinicOf(lara), a, b)).toEqual([]);
    expect(ambiguousCalendars(clinicOf(lara), [a, b])).toEqual([a, b]);
    expect(written(clinicOf(lara), a, { ...b, chosenUse: 'write' })).toEqual([['lara', 'B consultório@x']]);
    expect(written(clinicOf(lara), { ...a, chosenUse: 'busy' }, b)).toEqual([['lara', 'B consultório@x']]);
    expect(written(clinicOf(), calendar('A'), calendar('B'))).toEqual([]);
    expect(written(clinicOf(), calendar('A'), { ...calendar('B'), chosenUse: 'write' })).toEqual([
      [undefined, 'B@x'],
    ]);
  });

  it('no other one when Google refuses the one that was chosen', () => {
    const chosen = { ...calendar('B', 'lara'), chosenUse: 'write', reachability: 'not-writable' } as const;
    expect(written(clinicOf(lara), calendar('A', 'lara'), chosen, calendar('Recepção'))).toEqual([]);
  });

  it('no calendar that may only be read, which makes nothing unclear', () => {
    const readOnly = { ...calendar('Dr. Otávio'), accessRole: 'reader' };
    expect(ambiguousCalendars(clinicOf(lara, otavio), [calendar('Recepção'), readOnly])).toEqual([]);
  });
});

describe('a calendar', () => {
  const people = clinicOf(lara, otavio, { id: 'marcos', nome: 'Dr. Marcos Lima' });
  it.each([
    ['Dra. Lara', 'lara'],
    ['agenda otavio', 'otavio'],
    ['LARA MENDES - consultório', 'lara'],
    ['Lima', undefined],
    ['Lara e Otávio', undefined],
    ['Clarabela', undefined],
    ['Dr.', undefined],
    ['', undefined],
  ])('called "%s" is named after %s', (summary, id) => {
    expect(namedAfter(summary, people)?.id).toBe(id);
  });

  it('that fits two people by first name is the one’s whose whole name it bears', () => {
    const two = clinicOf({ id: 'a', nome: 'Dra. Ana Reis' }, { id: 'b', nome: 'Dra. Ana Prado' });
    expect(namedAfter('Ana', two)).toBeUndefined();
    expect(namedAfter('Ana Prado', two)?.id).toBe('b');
  });
});
