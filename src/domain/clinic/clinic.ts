import type { PhoneDigits } from '../messaging/people/phone-number.ts';

export type ClinicId = string & { readonly brand: 'ClinicId' };
export const clinicId = (value: string) => value as ClinicId;

export type Clinic = {
  readonly id: ClinicId;
  readonly name: string;
  /** IANA name, e.g. `America/Sao_Paulo`. */
  readonly timeZone: string;
  /** In simulation the assistant answers, but nothing is handed to Meta. */
  readonly simulation: boolean;
};

/** The business number that a webhook item was addressed to, as far as the item says. */
export type BusinessNumberRef = {
  /** The WhatsApp business account, where the item names it. */
  readonly wabaId?: string;
  readonly phoneNumberId?: string;
  /** Digits only; Meta may send it with punctuation or without the ninth digit. */
  readonly displayNumber?: PhoneDigits;
};

/** A number that is registered, but its clinic or itself is switched off. */
export type InactiveNumber = { readonly clinicId: ClinicId; readonly isActive: false };

export const isInService = (number: ClinicNumber | InactiveNumber | undefined): number is ClinicNumber =>
  number !== undefined && !('isActive' in number);

/** An active business number of an active clinic. */
export type ClinicNumber = {
  readonly clinicId: ClinicId;
  /** Digits, no '+'. */
  readonly whatsappNumber: PhoneDigits;
  /** What Meta calls PHONE_NUMBER_ID; sends go through it. Absent for a number registered by digits only. */
  readonly phoneNumberId?: string;
};
