import type { NumberPlace } from '../../../domain/connection/number-secret.ts';
import type { NumberHealth } from '../../../domain/whatsapp/number-health.ts';
import type { TokenFacts } from '../../../domain/whatsapp/onboarding.ts';
import type { TemplateAccount } from '../templates/templates.ts';

/**
 * - `token`: Meta does not take the access token, or there is none (`revoked`, `unreadable`)
 * - `not-ours`: no such object, or the token may not see it
 * - `unreachable`: no answer, or none that can be read
 * - `refused`: anything else; may pass
 */
export type AccountFailure = {
  readonly failure: 'token' | 'not-ours' | 'unreachable' | 'refused';
  /** Meta's code, or ours; safe to show. */
  readonly code: string;
  /** The same call may succeed later: no answer, a fault of Meta's own, or too many calls. */
  readonly isPassing: boolean;
};

/**
 * What Meta says of tokens, numbers and accounts, each asked with the number's own token where it has one; only asks.
 * Never throws for a vendor failure.
 */
export interface WhatsAppAccounts {
  /** The name of who the installation's token belongs to. */
  tokenOwner(): Promise<{ readonly ok: string } | AccountFailure>;
  number(
    number: NumberPlace & { readonly phoneNumberId: string },
  ): Promise<{ readonly ok: NumberHealth } | AccountFailure>;
  /** What Meta says of the installation's token. */
  installationToken(): Promise<{ readonly ok: TokenFacts } | AccountFailure>;
  /** What Meta says of the number's own token; `undefined` where it has none. */
  ownToken(number: NumberPlace): Promise<{ readonly ok: TokenFacts } | AccountFailure | undefined>;
  /** The names of the apps that get the webhooks of a WhatsApp business account. */
  subscribedApps(account: TemplateAccount): Promise<{ readonly ok: readonly string[] } | AccountFailure>;
}
