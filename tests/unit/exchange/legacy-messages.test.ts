import { describe, expect, it } from 'vitest';
import { clinicId, type ClinicNumber } from '../../../src/domain/clinic/clinic.ts';
import { readLegacyMessage } from '../../../src/domain/legacy/legacy-message.ts';
import {
  readLegacyPhone,
  readLegacyRefreshToken,
  readLegacyTime,
} from '../../../src/domain/legacy/legacy-values.ts';
import { callsForAnswer, countsAsUnread, opensWindow } from '../../../src/domain/messaging/turn.ts';
import { phone } from '../../support/builders/a-received-message.ts';

const number: ClinicNumber = {
  clinicId: clinicId('clinic'),
  whatsappNumber: phone('551155500143'),
  phoneNumberId: '100000000000143',
};
const other: ClinicNumber = { clinicId: clinicId('clinic'), whatsappNumber: phone('551155500144') };
const row = {
  id: 'm1',
  content: 'quanto custa?',
  at: '2026-03-02 12:00:00.5+00',
  sender: '5511955501001',
  receiver: '551155500143',
  patientPhone: '5511955501001',
  type: 'received',
  wamid: 'wamid.HBgN',
};
const read = (changes: Record<string, string | undefined> = {}, numbers = [number]) =>
  readLegacyMessage({ ...row, ...changes }, numbers);

describe('a message of the predecessor', () => {
  it('becomes one of the history, with the key that a webhook of the same message has', () => {
    expect(read()).toMatchObject({
      number,
      message: {
        origin: 'history',
        person: { phone: '5511955501001' },
        dedupeKey: 'in:wamid.HBgN',
        metaMessageId: 'wamid.HBgN',
        type: 'text',
        text: 'quanto custa?',
        sentAt: new Date('2026-03-02T12:00:00.500Z'),
      },
    });
    expect(read({ type: 'sent' })).toMatchObject({
      message: { sentByClinic: true, dedupeKey: 'out:wamid.HBgN' },
    });
  });

  it('is never answered, opens no window, and is read', () => {
    const taken = read();
    if (!('message' in taken)) throw new Error(taken.left);
    const { message } = taken;
    expect([callsForAnswer(message), opensWindow(message), countsAsUnread(message)]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('is known by its own id where Meta’s is missing or made up', () => {
    for (const wamid of [undefined, 'test_123', `wamid.${'x'.repeat(300)}`]) {
      const taken = read({ wamid });
      expect(taken).toMatchObject({ message: { dedupeKey: 'legacy:m1' } });
      expect('message' in taken && taken.message.metaMessageId).toBeUndefined();
    }
  });

  it('is of who stands where when it does not say', () => {
    expect(read({ type: 'image' })).toMatchObject({ message: { type: 'image' } });
    const swapped = { sender: row.receiver, receiver: row.sender, type: undefined };
    expect(read(swapped)).toMatchObject({ message: { sentByClinic: true, person: { phone: row.sender } } });
    expect(read({ ...swapped, patientPhone: undefined })).toMatchObject({
      message: { sentByClinic: true, person: { phone: row.sender } },
    });
    // the ninth digit may be there on one side only
    expect(read({ patientPhone: '551195501001', sender: '5511995501001', type: undefined })).toMatchObject({
      message: { person: { phone: '551195501001' }, dedupeKey: 'in:wamid.HBgN' },
    });
    expect(read({ sender: undefined, receiver: undefined, type: undefined })).toEqual({
      left: 'direction-unclear',
    });
  });

  it('finds its number by digits, by Meta’s id, or where there is only one', () => {
    expect(read({ receiver: '+55 (11) 5550-0144' }, [number, other])).toMatchObject({ number: other });
    expect(read({ clinicNumber: '100000000000143', receiver: undefined }, [other, number])).toMatchObject({
      number,
    });
    expect(read({ receiver: 'nonsense' })).toMatchObject({ number });
    expect(read({ receiver: 'nonsense' }, [number, other])).toEqual({ left: 'number-unknown' });
    expect(read({}, [])).toEqual({ left: 'number-unknown' });
  });

  it.each([
    [{ id: undefined }, 'id-missing'],
    [{ content: undefined }, 'content-missing'],
    [{ content: 'x'.repeat(65_537) }, 'content-too-long'],
    [{ at: 'infinity' }, 'time-unreadable'],
    [{ at: undefined }, 'time-unreadable'],
    [{ patientPhone: 'Ana' }, 'phone-malformed'],
    [{ patientPhone: '1133334444' }, 'country-code-missing'],
    [{ patientPhone: row.receiver }, 'patient-unknown'],
    [{ patientPhone: undefined, sender: undefined }, 'patient-unknown'],
  ])('with %j is left', (changes, reason) => {
    expect(read(changes)).toEqual({ left: reason });
  });
});

describe('a number of the predecessor', () => {
  it.each([
    ['5511955501001', '5511955501001'],
    ['+55 (11) 95550-1001', '5511955501001'],
    ['whatsapp:+5511955501001', '5511955501001'],
    ['5511955501001@s.whatsapp.net', '5511955501001'],
    ['5511955501001:12@s.whatsapp.net', '5511955501001'],
    ['351912345678', '351912345678'],
    // an area code that Brazil has not
    ['56912345678', '56912345678'],
    ['+11987654321', '11987654321'],
  ])('%s is %s', (written, digits) => {
    expect(readLegacyPhone(written)).toEqual({ phone: digits });
  });

  it('that is dialled as within Brazil gets the country code, and says so', () => {
    expect(readLegacyPhone('(11) 95550-1001')).toEqual({
      phone: '5511955501001',
      reason: 'country-code-added',
    });
  });

  it('is not guessed', () => {
    for (const text of [undefined, '', 'Ana', '12', '1'.repeat(16)])
      expect(readLegacyPhone(text)).toEqual({ left: 'phone-malformed' });
    expect(readLegacyPhone('1133334444')).toEqual({ left: 'country-code-missing' });
  });
});

describe('a time of the predecessor', () => {
  it.each([
    ['2026-03-02 12:00:00+00', '2026-03-02T12:00:00.000Z'],
    ['2026-03-02 09:00:00.123456-03', '2026-03-02T12:00:00.123Z'],
    ['2026-03-02 12:00:00', '2026-03-02T12:00:00.000Z'],
    ['2026-03-02T12:00:00Z', '2026-03-02T12:00:00.000Z'],
    ['1772452800', '2026-03-02T12:00:00.000Z'],
    ['1772452800000', '2026-03-02T12:00:00.000Z'],
  ])('%s is %s', (written, instant) => {
    expect(readLegacyTime(written)?.toISOString()).toBe(instant);
  });

  it.each([
    'infinity',
    '0044-03-15 00:00:00+00 BC',
    '294276-12-31 23:59:59+00',
    '2026-13-02 12:00:00',
    'ontem',
  ])('%s is none', (written) => {
    expect(readLegacyTime(written)).toBeUndefined();
  });
});

describe('a refresh token of the predecessor', () => {
  it('stands in its column or in the document of all tokens', () => {
    expect(readLegacyRefreshToken('1//a', undefined)).toBe('1//a');
    expect(readLegacyRefreshToken(undefined, '{"refresh_token":"1//b"}')).toBe('1//b');
    for (const document of [undefined, 'x', '[]', 'null', '{}', '{"refresh_token":7}'])
      expect(readLegacyRefreshToken(undefined, document)).toBeUndefined();
    expect(readLegacyRefreshToken('with a blank', undefined)).toBeUndefined();
  });
});
