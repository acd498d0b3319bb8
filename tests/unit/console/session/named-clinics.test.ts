import { expect, test } from 'vitest';
import { namedClinics } from '../../../../console/src/session/named-clinics.ts';

const clinics = ['Clínica 10', 'Ipê Amarelo', 'Clínica 9', 'Águas Claras'].map((name) => ({ name }));
const found = (search: string) => namedClinics(clinics, search).map(({ name }) => name);

test('clinics stand by name as people read them, with accents and numbers in their places', () => {
  expect(found('')).toEqual(['Águas Claras', 'Clínica 9', 'Clínica 10', 'Ipê Amarelo']);
});

test('a clinic is found by any part of its name, without accents, in any case, with spaces around', () => {
  expect(found(' ipe ')).toEqual(['Ipê Amarelo']);
  expect(found('CLÍNICA')).toEqual(['Clínica 9', 'Clínica 10']);
  expect(found('agua')).toEqual(['Águas Claras']);
  expect(found('nenhuma')).toEqual([]);
});
