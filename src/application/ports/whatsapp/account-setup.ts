import type { NumberInAccount, TokenFacts } from '../../../domain/whatsapp/onboarding.ts';
import type { AccountFailure } from '../clinic/whatsapp-accounts.ts';

type Answer<T> = Promise<{ readonly ok: T } | AccountFailure>;

/**
 * What is asked of Meta to bring a number in, each with the token that is being tried. Every call may be repeated. Never
 * throws for a vendor failure.
 */
export interface AccountSetup {
  describeToken(token: string): Answer<TokenFacts>;
  /** All numbers of a business account. */
  numbersIn(token: string, wabaId: string): Answer<readonly NumberInAccount[]>;
  /** Whether the token may see the account's templates. */
  readTemplates(token: string, wabaId: string): Answer<true>;
  /** The app that the token belongs to gets the account's webhooks. */
  subscribe(token: string, wabaId: string): Answer<true>;
  /** Registers the number at the Cloud API. A number without a PIN gets this one. */
  register(token: string, phoneNumberId: string, pin: string): Answer<true>;
  /** Asks for what lies in the WhatsApp Business app; Meta allows each once within a day. */
  requestSync(token: string, phoneNumberId: string, what: 'contacts' | 'history'): Answer<true>;
}
