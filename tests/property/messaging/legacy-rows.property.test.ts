import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clinicId, type ClinicNumber } from '../../../src/domain/clinic/clinic.ts';
import { readLegacyMessage } from '../../../src/domain/legacy/legacy-message.ts';
import { readLegacyPhone, readLegacyTime } from '../../../src/domain/legacy/legacy-values.ts';
import { phone } from '../../support/builders/a-received-message.ts';

const number: ClinicNumber = { clinicId: clinicId('clinic'), whatsappNumber: phone('551155500143') };

/** Whatever a column may hold, half characters and U+0000 among it. */
const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '\ud800',
    'a\u0000b',
    '5511955501001',
    '551155500143',
    'received',
    'sent',
    'wamid.X',
    '1772452800',
  ),
);
const field = fc.option(anything, { nil: undefined });
const names = [
  'id',
  'content',
  'at',
  'sender',
  'receiver',
  'patientPhone',
  'patientName',
  'clinicNumber',
  'type',
  'wamid',
];
const row = fc.record(Object.fromEntries(names.map((name) => [name, field])));

describe('rows of the predecessor', () => {
  it('are taken whole or left with a reason, whatever they hold', () => {
    fc.assert(
      fc.property(row, (given) => {
        const read = readLegacyMessage(given, [number]);
        if ('left' in read) return;
        const { message } = read;
        expect(message.text).toBe(given['content']);
        expect(message.person.phone).toMatch(/^\d{6,15}$/);
        expect(Number.isNaN(message.sentAt.getTime())).toBe(false);
        expect(message.dedupeKey).toMatch(/^(?:in:wamid\.|out:wamid\.|legacy:)/);
      }),
      { numRuns: 2_000 },
    );
  });

  it('have numbers that are read once and for all, and times that are instants', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const read = readLegacyPhone(text);
        if ('phone' in read) expect(readLegacyPhone(`+${read.phone}`)).toEqual({ phone: read.phone });
        expect(readLegacyTime(text)?.getTime()).not.toBeNaN();
      }),
    );
  });
});
