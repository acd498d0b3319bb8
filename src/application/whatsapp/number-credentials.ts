import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { NumberPlace, NumberSecretKind } from '../../domain/connection/number-secret.ts';
import type { SealedPurpose, SealedToken, TokenCipher } from '../ports/connection/token-cipher.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { NumberAccess, NumberCredentials } from '../ports/whatsapp/number-credentials.ts';
import type { StoredNumberSecret, WhatsAppSecrets } from '../ports/whatsapp/whatsapp-secrets.ts';

type Needs = {
  whatsAppSecrets: Pick<WhatsAppSecrets, 'snapshot'>;
  tokenCipher: Pick<TokenCipher, 'open'>;
  clock: Clock;
};

/** A change is noticed by every process after at most this, ms. */
export const freshMs = 2_000;

export const sealedPurposeOf: Readonly<Record<NumberSecretKind, SealedPurpose>> = {
  'access-token': 'whatsapp-access-token',
  'app-secret': 'whatsapp-app-secret',
  'verify-token': 'whatsapp-verify-token',
};

type Known = {
  readonly revision: string;
  readonly byClinic: ReadonlyMap<ClinicId, readonly StoredNumberSecret[]>;
};

/**
 * Holds what all numbers have of their own, and asks every two seconds of use whether something has changed: one small
 * question for all numbers. A database that does not answer is an error, never an old secret.
 */
export function makeNumberCredentials({ whatsAppSecrets, tokenCipher, clock }: Needs): NumberCredentials {
  let known: Known = { revision: '', byClinic: new Map() };
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;
  let opened = new Map<SealedToken, string | undefined>();

  const ask = async () => {
    const startedAt = clock.now().getTime();
    const snapshot = await whatsAppSecrets.snapshot(known.revision === '' ? undefined : known.revision);
    if (snapshot !== undefined) {
      known = {
        revision: snapshot.revision,
        byClinic: Map.groupBy(snapshot.secrets, ({ clinicId }) => clinicId),
      };
      opened = new Map();
    }
    askedAt = startedAt;
  };

  const secretsOf = async (clinicId: ClinicId, isFresh = false): Promise<readonly StoredNumberSecret[]> => {
    // what is being asked already may be older than what the caller has seen
    if (isFresh) await asking;
    if (isFresh || clock.now().getTime() - askedAt >= freshMs) {
      asking ??= ask().finally(() => (asking = undefined));
      await asking;
    }
    return known.byClinic.get(clinicId) ?? [];
  };

  const open = async ({ clinicId, kind }: StoredNumberSecret, sealed: SealedToken) => {
    const keep = opened;
    if (!keep.has(sealed)) {
      const read = await tokenCipher.open(sealed, { clinicId, purpose: sealedPurposeOf[kind] });
      keep.set(sealed, 'opened' in read ? read.opened : undefined);
    }
    return keep.get(sealed);
  };

  const find = async ({ clinicId, whatsappNumber }: NumberPlace, wanted: NumberSecretKind, isFresh = false) =>
    (await secretsOf(clinicId, isFresh)).find(
      (secret) => secret.kind === wanted && secret.whatsappNumber === whatsappNumber,
    );

  const ofClinic = async (clinicId: ClinicId, wanted: NumberSecretKind) => {
    const secrets = (await secretsOf(clinicId)).filter(({ kind }) => kind === wanted);
    const now = clock.now();
    const found = secrets.flatMap((secret) =>
      [secret.sealed, secret.previous && secret.previous.until > now ? secret.previous.sealed : undefined]
        .filter((sealed) => sealed !== undefined)
        .map(async (sealed) => ({
          whatsappNumber: secret.whatsappNumber,
          secret: await open(secret, sealed),
        })),
    );
    return (await Promise.all(found)).flatMap(({ whatsappNumber, secret }) =>
      secret === undefined ? [] : [{ whatsappNumber, secret }],
    );
  };

  return {
    async accessOf(number, isFresh): Promise<NumberAccess> {
      let found = await find(number, 'access-token', isFresh);
      // one may have been set a moment ago, and a refusal would stop the clinic
      if (found?.state === 'revoked') found = await find(number, 'access-token', true);
      if (found === undefined || found.state === 'installation') return 'installation';
      if (found.sealed === undefined) return { missing: 'revoked' };
      const token = await open(found, found.sealed);
      return token === undefined ? { missing: 'unreadable' } : { token };
    },
    async hasOwnApp(number) {
      const found = await find(number, 'app-secret');
      return found !== undefined && found.state !== 'installation';
    },
    appSecretsOf: (clinicId) => ofClinic(clinicId, 'app-secret'),
    verifyTokensOf: async (clinicId) =>
      (await ofClinic(clinicId, 'verify-token')).map(({ secret }) => secret),
  };
}
