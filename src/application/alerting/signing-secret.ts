import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { SealedToken, TokenCipher } from '../ports/connection/token-cipher.ts';
import type { AlertOutside } from './alert-outside.ts';

type Of = { readonly clinicId?: ClinicId; readonly sealedSecret?: SealedToken };
type With = { readonly alertOutside: AlertOutside; readonly tokenCipher: Pick<TokenCipher, 'open'> };

/** What a webhook is signed with: the clinic's own secret, or the installation's. */
export async function signingSecretOf(
  { clinicId, sealedSecret }: Of,
  { alertOutside, tokenCipher }: With,
): Promise<{ readonly value: string } | undefined | 'unreadable'> {
  if (clinicId === undefined) {
    const { webhookSecret } = alertOutside;
    return webhookSecret === undefined ? undefined : { value: webhookSecret };
  }
  if (sealedSecret === undefined) return undefined;
  const read = await tokenCipher.open(sealedSecret, { clinicId, purpose: 'alert-webhook-secret' });
  return 'opened' in read ? { value: read.opened } : 'unreadable';
}
