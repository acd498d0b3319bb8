import { describe, expect, it } from 'vitest';
import { clinicId } from '../../../../src/domain/clinic/clinic.ts';
import { readClinicContext } from '../../../../src/domain/clinic/document/contextualization.ts';
import type { EventDetail } from '../../../../src/domain/clinic/rules/event-detail.ts';
import { eventTitle, wantedDetail } from '../../../../src/domain/scheduling/visits/event-text.ts';
import { contactId } from '../../../../src/domain/messaging/people/contact-identity.ts';
import { slot } from '../../../support/builders/an-appointment.ts';

const clinic = { id: clinicId('c1'), name: 'Clínica', timeZone: 'America/Sao_Paulo' };
const read = (agendamento: object) => readClinicContext(clinic, { politicas: { agendamento } });
const detailOf = (agendamento: object) => read(agendamento).context.booking.eventDetail;

describe('what the event in Google says', () => {
  it.each<[unknown, EventDetail]>([
    ['reservado', 'nothing'],
    ['Nada', 'nothing'],
    ['serviço', 'service'],
    ['só o serviço', 'service'],
    ['primeiro nome', 'first-name'],
    ['primeiro_nome', 'first-name'],
    ['nome e telefone', 'name-and-phone'],
    ['nome_e_telefone', 'name-and-phone'],
    ['Nome completo', 'name-and-phone'],
  ])('is the clinic’s choice: %j', (evento, detail) => {
    expect(detailOf({ evento_no_google: evento })).toBe(detail);
    expect(read({ evento_no_google: evento }).findings.filter(({ path }) => path.includes('evento'))).toEqual(
      [],
    );
  });

  it('is nothing unless the clinic says otherwise, also as it said it before', () => {
    expect(detailOf({})).toBe('nothing');
    expect(detailOf({ mostrar_servico_na_agenda: 'sim' })).toBe('service');
    expect(detailOf({ mostrar_servico_na_agenda: 'sim', evento_no_google: 'reservado' })).toBe('nothing');
  });

  it.each(['tudo', 'sem nome', 'não mostrar o nome', 7, {}, 'x'.repeat(500)])(
    'is nothing, with a finding, where the choice is not understood: %j',
    (evento) => {
      const { context, findings } = read({ evento_no_google: evento });
      expect(context.booking.eventDetail).toBe('nothing');
      expect(findings).toContainEqual(
        expect.objectContaining({ path: expect.stringContaining('evento_no_google'), severity: 'error' }),
      );
    },
  );

  it.each<[EventDetail, string]>([
    ['nothing', 'Horário reservado (Atende)'],
    ['service', 'Limpeza (Atende)'],
    ['first-name', 'Ana: Limpeza (Atende)'],
    ['name-and-phone', 'Ana Souza, +5511987654321: Limpeza (Atende)'],
  ])('with %s is “%s”', (detail, title) => {
    const person = { name: 'Ana Souza', phone: '5511987654321' };
    expect(eventTitle(detail, { serviceName: 'Limpeza' }, person)).toBe(title);
  });

  it('is what is known where a name or number is not, and one line whatever the name is', () => {
    const visit = { serviceName: 'Limpeza' };
    expect(eventTitle('name-and-phone', visit)).toBe('Limpeza (Atende)');
    expect(eventTitle('first-name', visit, { phone: '55119' })).toBe('Limpeza (Atende)');
    expect(eventTitle('name-and-phone', visit, { name: ' A\n\u202eB\u0000 ', phone: '5511' })).toBe(
      'A B, +5511: Limpeza (Atende)',
    );
    expect(eventTitle('first-name', visit, { name: '\n\u200b' })).toBe('Limpeza (Atende)');
    expect(eventTitle('name-and-phone', visit, { name: 'x'.repeat(500) }).length).toBeLessThan(90);
  });

  it('changes for visits to come only, but goes for whoever was erased, whenever the visit was', () => {
    const toCome = { state: 'confirmed', slot: slot('09:00', '09:30'), contactId: contactId('c') } as const;
    const before = new Date('2027-02-01T00:00:00Z');
    const afterwards = new Date('2027-04-01T00:00:00Z');
    const nobodys = { state: toCome.state, slot: toCome.slot };
    expect(wantedDetail(toCome, 'nothing', 'name-and-phone', before)).toBe('name-and-phone');
    expect(wantedDetail(toCome, 'name-and-phone', 'nothing', before)).toBe('nothing');
    expect(wantedDetail(toCome, 'name-and-phone', 'nothing', afterwards)).toBe('name-and-phone');
    expect(wantedDetail({ ...toCome, state: 'cancelled' }, 'first-name', 'nothing', before)).toBe(
      'first-name',
    );
    for (const now of [before, afterwards]) {
      expect(wantedDetail(nobodys, 'name-and-phone', 'name-and-phone', now)).toBe('service');
      expect(wantedDetail(nobodys, 'first-name', 'nothing', now)).toBe('nothing');
    }
    expect(wantedDetail(nobodys, 'service', 'name-and-phone', afterwards)).toBe('service');
  });
});
