import type { WhatsAppCall } from './call.ts';

/**
 * What a message says besides words, as data. Given by the patient, or by whoever placed an advertisement: as untrusted
 * as all input, and cut at generous lengths.
 */
export type MessageDetails = {
  /** Passed on from another chat; `often`: many times, as chain letters are. */
  readonly forwarded?: 'once' | 'often';
  readonly fileName?: string;
  /** Recorded in WhatsApp. */
  readonly isVoice?: boolean;
  readonly location?: {
    readonly latitude: number;
    readonly longitude: number;
    readonly name?: string;
    readonly address?: string;
  };
  readonly contacts?: readonly SharedContact[];
  /** The sender's own phone, by which they answered our request for it. Digits. */
  readonly ownPhone?: string;
  readonly order?: {
    readonly catalogId?: string;
    readonly items: readonly OrderedItem[];
    /** What the patient wrote beside it. */
    readonly note?: string;
  };
  readonly form?: { readonly name?: string; readonly answers: readonly FormAnswer[] };
  /** The advertisement or post that brought the patient. */
  readonly referral?: Referral;
  /** The product of the catalogue that the patient asks about. */
  readonly product?: { readonly catalogId?: string; readonly productId: string };
  readonly call?: WhatsAppCall;
};

export type SharedContact = {
  readonly name: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly organisation?: string;
};
export type OrderedItem = {
  readonly productId: string;
  readonly quantity?: string;
  readonly price?: string;
  readonly currency?: string;
};
export type FormAnswer = { readonly name: string; readonly value: string };
type Referral = {
  readonly source?: 'ad' | 'post';
  readonly url?: string;
  readonly id?: string;
  readonly headline?: string;
  readonly body?: string;
  /** Meta's id of the click. */
  readonly clickId?: string;
};
