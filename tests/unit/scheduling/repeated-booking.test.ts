import { expect, it } from 'vitest';
import { onceOnly } from '../../../src/application/scheduling/book-appointment.ts';

it('recognises a request that a version stored which called the professional a practitioner', () => {
  const { fingerprint } = onceOnly('book', 'key', {
    serviceId: 'limpeza',
    professionalId: 'lia',
    intent: 'book',
  });
  expect(fingerprint).toBe('["book",["intent","book"],["practitionerId","lia"],["serviceId","limpeza"]]');
});
