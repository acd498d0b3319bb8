import { expect, it } from 'vitest';
import type { Erasure } from '../../../../client/atende-client.ts';
import { certificateName, certificateText } from '../../../../console/src/clinic/records/certificate.ts';
import { erasedTables, noCounts } from '../../../../src/domain/privacy/erasure.ts';

const erasure: Erasure = {
  id: '01990000-0000-7000-8000-0000000abcde',
  state: 'done',
  erasedAt: '2026-11-30T17:32:00.000Z',
  erasedBy: 'user:ana',
  counts: { ...noCounts, contacts: 1, whatsapp_messages_improved: 1_204 },
};
const told = {
  ...{ certificate: 'a.b.c', clinic: 'Clínica Ipê', when: '30/11/2026, 14:32:00 BRT', by: 'Ana Prado' },
  keys: 'https://atende.example/.well-known/jwks.json',
};

it('the proof of an erasure says what was erased, when and by whom, with the signature', () => {
  const text = certificateText({ erasure, ...told });
  for (const part of [
    'Clínica: Clínica Ipê',
    'Quando: 30/11/2026, 14:32:00 BRT',
    'Por quem: Ana Prado (user:ana)',
    'O que foi apagado:',
    '- Cadastros da pessoa: 1',
    '- Mensagens: 1.204',
    'Ao todo: 1.205',
    'a.b.c',
  ])
    expect(text.split('\r\n')).toContain(part);
  expect(text).not.toContain('Conversas');
  expect(certificateName(erasure)).toBe('comprovante-2026-11-30-0abcde.txt');
});

it('who had it done may not be known any more', () => {
  const { id, state, erasedAt, counts } = erasure;
  const unknown = { id, state, erasedAt, counts };
  const text = certificateText({ erasure: unknown, ...told, by: undefined });
  expect(text.split('\r\n')).toContain('Por quem: não registrado');
});

it('somebody who is no member of the team is named as in the record', () => {
  const text = certificateText({ erasure, ...told, by: undefined });
  expect(text.split('\r\n')).toContain('Por quem: user:ana');
});

it('every table that is counted has words', () => {
  const counts = Object.fromEntries(erasedTables.map((table) => [table, 1])) as Erasure['counts'];
  const text = certificateText({ erasure: { ...erasure, counts }, ...told });
  for (const table of erasedTables) expect(text).not.toContain(table);
});
