import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalPhone,
  e164,
  phoneDigits,
  phoneVariants,
} from '../../../src/domain/messaging/people/phone-number.ts';
import { phone } from '../../support/builders/a-received-message.ts';

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const area = fc.integer({ min: 11, max: 99 }).map(String);
const mobile = fc
  .tuple(area, fc.constantFrom('6', '7', '8', '9'), digits(7))
  .map(([ddd, first, rest]) => `55${ddd}9${first}${rest}`);
const landline = fc
  .tuple(area, fc.constantFrom('2', '3', '4', '5'), digits(7))
  .map(([ddd, first, rest]) => `55${ddd}${first}${rest}`);
const foreign = fc.tuple(fc.constantFrom('1', '351', '44', '54'), digits(9)).map((parts) => parts.join(''));
const anyPhone = fc.oneof(mobile, landline, foreign).map(phone);

describe('the forms of a phone', () => {
  it('are the same from whichever of them one starts', () => {
    fc.assert(
      fc.property(anyPhone, (number) => {
        for (const form of phoneVariants(number)) {
          expect(new Set(phoneVariants(form))).toEqual(new Set(phoneVariants(number)));
          expect(canonicalPhone(form)).toBe(canonicalPhone(number));
        }
      }),
    );
  });

  it('are two for a Brazilian mobile, keyed by the one with the ninth digit', () => {
    fc.assert(
      fc.property(mobile, (number) => {
        expect(phoneVariants(phone(number))).toEqual([number, number.slice(0, 4) + number.slice(5)]);
        expect(canonicalPhone(phone(number.slice(0, 4) + number.slice(5)))).toBe(number);
      }),
    );
  });

  it('are one for a landline and for a number abroad', () => {
    fc.assert(
      fc.property(fc.oneof(landline, foreign), (number) => {
        expect(phoneVariants(phone(number))).toEqual([number]);
      }),
    );
  });

  it('are read from what people write, and written so that Meta knows the country', () => {
    fc.assert(
      fc.property(anyPhone, (number) => {
        expect(phoneDigits(e164(number))).toBe(number);
      }),
    );
    expect(phoneDigits('+55 (47) 99999-0001')).toBe('5547999990001');
    for (const no of ['', 'BR.1A2B3C', '12345', undefined, 5547999990001, '1'.repeat(16)])
      expect(phoneDigits(no)).toBeUndefined();
  });
});
