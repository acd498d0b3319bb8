import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { NumberNotFound } from '../../domain/clinic/number-errors.ts';
import { NumberWithoutId } from '../../domain/connection/number-secret-errors.ts';
import { keepsPreviousMs, type NumberSecretKind } from '../../domain/connection/number-secret.ts';
import { after } from '../../domain/instants.ts';
import type { PhoneDigits } from '../../domain/messaging/people/phone-number.ts';
import { resumeSending } from '../messaging/delivery/stopped-numbers.ts';
import type { ClinicNumbers } from '../ports/clinic/clinic-numbers.ts';
import type { TokenCipher } from '../ports/connection/token-cipher.ts';
import type { Outbox } from '../ports/messaging/outbox.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { NumberHealths } from '../ports/whatsapp/number-healths.ts';
import type { Secrets } from '../ports/system/secrets.ts';
import type {
  NumberSecretChange,
  NumberSecretView,
  WhatsAppSecrets,
} from '../ports/whatsapp/whatsapp-secrets.ts';
import { sealedPurposeOf } from './number-credentials.ts';

type Wanted =
  /** `keepPreviousMs`: how long a former app secret still counts. */
  | { readonly to: 'own'; readonly value: string; readonly keepPreviousMs: number }
  | { readonly to: 'installation'; readonly keepPreviousMs: number }
  | { readonly to: 'revoked' };

/**
 * Sets, replaces or revokes a secret of a number, or gives it the installation's again. Every process knows within
 * seconds. A new access token lets sends go on that
 * the former one had stopped.
 * @throws NumberNotFound, NumberWithoutId
 */
export type ChangeNumberSecret = (request: {
  readonly clinicId: ClinicId;
  readonly whatsappNumber: PhoneDigits;
  readonly kind: NumberSecretKind;
  readonly wanted: Wanted;
  /** Who asks for it, as the audit log names them. */
  readonly by: string;
}) => Promise<readonly NumberSecretView[]>;

type Needs = {
  clinicNumbers: Pick<ClinicNumbers, 'get'>;
  whatsAppSecrets: WhatsAppSecrets;
  tokenCipher: Pick<TokenCipher, 'seal'>;
  secrets: Pick<Secrets, 'digest'>;
  outbox: Pick<Outbox, 'resumeNumbers'>;
  alerts: Pick<Alerts, 'resolveAll'>;
  numberHealths: Pick<NumberHealths, 'readSoon'>;
  clock: Clock;
};

/** Enough to tell two secrets apart, and far too little to find one. */
const fingerprintLength = 10;

export const makeChangeNumberSecret = (needs: Needs): ChangeNumberSecret => {
  const { clinicNumbers, whatsAppSecrets, tokenCipher, secrets, clock } = needs;

  const changeFor = async (
    clinicId: ClinicId,
    kind: NumberSecretKind,
    wanted: Wanted,
  ): Promise<NumberSecretChange> => {
    if (wanted.to === 'revoked') return wanted;
    const keptMs = keepsPreviousMs(kind, wanted.keepPreviousMs);
    const kept = keptMs > 0 && { previousUntil: after(clock.now(), keptMs) };
    if (wanted.to === 'installation') return { to: 'installation', ...kept };
    return {
      to: 'own',
      sealed: await tokenCipher.seal(wanted.value, { clinicId, purpose: sealedPurposeOf[kind] }),
      fingerprint: secrets.digest(wanted.value).slice(0, fingerprintLength),
      ...kept,
    };
  };

  return async ({ clinicId, whatsappNumber, kind, wanted, by }) => {
    const number = await clinicNumbers.get(clinicId, whatsappNumber);
    if (number === undefined) throw new NumberNotFound(whatsappNumber);
    if (wanted.to === 'own' && number.phoneNumberId === undefined) throw new NumberWithoutId();
    const change = await changeFor(clinicId, kind, wanted);
    await whatsAppSecrets.change({ clinicId, whatsappNumber, kind }, change, by, clock.now());
    // alerts about the former token end with the next look
    if (kind === 'access-token') await needs.numberHealths.readSoon(clinicId, whatsappNumber);
    if (kind === 'access-token' && wanted.to !== 'revoked') {
      const proof = { by: 'accepted', at: clock.now() } as const;
      await resumeSending(needs, [{ which: { clinicId, whatsappNumber }, proof }]);
    }
    return whatsAppSecrets.list(clinicId, whatsappNumber);
  };
};
