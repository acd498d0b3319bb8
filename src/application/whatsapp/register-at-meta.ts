import type { AccountFailure } from '../ports/clinic/whatsapp-accounts.ts';
import type { TokenCipher } from '../ports/connection/token-cipher.ts';
import type { Secrets } from '../ports/system/secrets.ts';
import type { AccountSetup } from '../ports/whatsapp/account-setup.ts';
import type { ClaimedOnboarding, WhatsAppOnboardings } from '../ports/whatsapp/whatsapp-onboardings.ts';

/**
 * Registers the number with the PIN that was given, else with the one it was registered with before, else with a new
 * one. `undefined`: the lease was lost.
 */
export type RegisterAtMeta = (
  claimed: ClaimedOnboarding,
  token: string,
) => Promise<{ readonly ok: true } | AccountFailure | undefined>;

type Needs = {
  whatsAppOnboardings: Pick<WhatsAppOnboardings, 'pinOf' | 'note'>;
  accountSetup: Pick<AccountSetup, 'register'>;
  tokenCipher: Pick<TokenCipher, 'open' | 'seal'>;
  secrets: Pick<Secrets, 'next'>;
};

/** Six digits that nobody can guess. */
function newPin(secret: string): string {
  let sum = 0;
  for (let at = 0; at < secret.length; at += 1) sum = (sum * 64 + secret.charCodeAt(at)) % 1_000_003;
  return String(sum % 1_000_000).padStart(6, '0');
}

export const makeRegisterAtMeta =
  ({ whatsAppOnboardings, accountSetup, tokenCipher, secrets }: Needs): RegisterAtMeta =>
  async (claimed, token) => {
    const place = { clinicId: claimed.clinicId, purpose: 'whatsapp-pin' } as const;
    const known =
      claimed.sealed.pin ?? (await whatsAppOnboardings.pinOf(claimed.clinicId, claimed.phoneNumberId));
    const read = known && (await tokenCipher.open(known, place));
    const pin = read && 'opened' in read ? read.opened : newPin(secrets.next());
    const sealed = read && 'opened' in read && known ? known : await tokenCipher.seal(pin, place);
    // before Meta hears of it: a number must never have a PIN that nobody knows
    if (!(await whatsAppOnboardings.note(claimed, { pin: sealed }))) return undefined;
    return accountSetup.register(token, claimed.phoneNumberId, pin);
  };
