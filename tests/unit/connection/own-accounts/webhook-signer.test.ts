import { expect, it } from 'vitest';
import { clinicId } from '../../../../src/domain/clinic/clinic.ts';
import {
  maySpeakFor,
  maySpeakForAccount,
  type WebhookSigner,
} from '../../../../src/domain/connection/webhook-signer.ts';
import type { PhoneDigits } from '../../../../src/domain/messaging/people/phone-number.ts';

const [a, b] = [clinicId('a'), clinicId('b')];
const [own, other] = ['5511955501234' as PhoneDigits, '5511955505678' as PhoneDigits];
const installation: WebhookSigner = { by: 'installation' };
const clinic: WebhookSigner = { by: 'clinic', clinicId: a, numbers: new Set([own]) };

it('lets a clinic speak for the numbers that have its secret, and for no other', () => {
  expect(maySpeakFor(clinic, { clinicId: a, whatsappNumber: own }, true)).toBe(true);
  expect(maySpeakFor(clinic, { clinicId: a, whatsappNumber: other }, true)).toBe(false);
  expect(maySpeakFor(clinic, { clinicId: b, whatsappNumber: own }, true)).toBe(false);
  expect(maySpeakFor(clinic, { clinicId: b, isActive: false }, true)).toBe(false);
  expect(maySpeakFor(clinic, { clinicId: a, isActive: false }, true)).toBe(true);
});

it('lets the installation speak for numbers without a secret of their own', () => {
  expect(maySpeakFor(installation, { clinicId: a, whatsappNumber: own }, false)).toBe(true);
  expect(maySpeakFor(installation, { clinicId: a, whatsappNumber: own }, true)).toBe(false);
});

it('lets a clinic speak for a business account only when it has it alone', () => {
  expect(maySpeakForAccount(clinic, [a])).toBe(true);
  expect(maySpeakForAccount(clinic, [a, b])).toBe(false);
  expect(maySpeakForAccount(clinic, [])).toBe(false);
  expect(maySpeakForAccount(installation, [a, b])).toBe(true);
});
