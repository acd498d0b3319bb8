import { expect, test } from 'vitest';
import { contractDocument } from '../../../dev/documents/contract-document.ts';

test('the API calls those who treat patients professionals, everywhere', () => {
  const document = JSON.stringify(contractDocument());
  expect(document).toContain('professionalId');
  expect(document.match(/.{30}practitioner.{10}/gi)).toBeNull();
});
