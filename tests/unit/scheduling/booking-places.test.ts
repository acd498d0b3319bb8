import { describe, expect, it } from 'vitest';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import { readClinicContext } from '../../../src/domain/clinic/document/contextualization.ts';
import { bookingPlaces } from '../../../src/domain/scheduling/calendars/booking-places.ts';

const own = (id: string) =>
  ({ calendarId: `${id}@x`, professionalId: id, accessRole: 'owner', reachability: 'reachable' }) as const;
const joao = { id: 'joao', nome: 'Dr. João', especialidades: ['Gastroenterologia'] };
const lia = { id: 'lia', nome: 'Dra. Lia', especialidades: ['Dermatologia'] };

function whoOffers(wish: object, ...profissionais: object[]) {
  const { context } = readClinicContext(
    { id: clinicId('c1'), name: 'C', timeZone: 'America/Sao_Paulo' },
    { profissionais, servicos: { exames: [{ id: 'endoscopia', nome: 'Endoscopia', ...wish }] } },
  );
  const places = bookingPlaces(context, context.services[0]!, [own('joao'), own('lia')]);
  return places.map(({ professional, dependsOn }) => [professional?.id, ...dependsOn]);
}

describe('a service', () => {
  const off = { ...joao, ativo: false };
  it.each([
    ['named', { profissionais_ids: ['joao'] }],
    ['found by its specialty', { especialidade: 'Gastroenterologia' }],
  ])('whose only professional (%s) is switched off is offered by nobody', (_, wish) => {
    expect(whoOffers(wish, off, lia)).toEqual([]);
    expect(whoOffers(wish, joao, lia)).toEqual([['joao', 'joao@x']]);
  });

  it('is offered by nobody when everybody is switched off', () => {
    expect(whoOffers({}, off)).toEqual([]);
  });

  it('of a specialty that no professional claims is offered by everybody', () => {
    expect(whoOffers({ especialidade: 'Exames' }, joao, lia)).toEqual([
      ['joao', 'joao@x'],
      ['lia', 'lia@x'],
    ]);
  });

  it('is not kept away by the calendar of somebody who is switched off, but by one of nobody', () => {
    expect(whoOffers({}, off, lia)).toEqual([['lia', 'lia@x']]);
    expect(whoOffers({}, lia)).toEqual([['lia', 'joao@x', 'lia@x']]);
  });
});
