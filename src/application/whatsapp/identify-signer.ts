import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { WebhookSigner } from '../../domain/connection/webhook-signer.ts';
import type { NumberCredentials } from '../ports/whatsapp/number-credentials.ts';
import type { WebhookReader } from '../ports/messaging/webhook-reader.ts';

/** Who signed a webhook. `undefined`: nobody who may. */
export interface SignerIdentification {
  /** Whether anybody could have signed for this address: nothing of a body needs to be read otherwise. */
  isServed(clinicId: ClinicId | undefined): Promise<boolean>;
  isOurToken(given: unknown, clinicId: ClinicId | undefined): Promise<boolean>;
  identify(
    rawBody: Uint8Array,
    signatureHeader: string | undefined,
    clinicId: ClinicId | undefined,
  ): Promise<WebhookSigner | undefined>;
}

type Needs = { webhookReader: WebhookReader; numberCredentials: NumberCredentials };

/**
 * The address says whose secrets are tried: without a clinic those of the installation, else the few of that clinic.
 * Nothing of the body is read for it.
 */
export const makeIdentifySigner = ({ webhookReader, numberCredentials }: Needs): SignerIdentification => ({
  isServed: async (clinicId) =>
    clinicId === undefined || (await numberCredentials.appSecretsOf(clinicId)).length > 0,

  async isOurToken(given, clinicId) {
    if (clinicId === undefined) return webhookReader.isOurToken(given);
    return webhookReader.isOneOf(given, await numberCredentials.verifyTokensOf(clinicId));
  },

  async identify(rawBody, header, clinicId) {
    if (clinicId === undefined)
      return webhookReader.isAuthentic(rawBody, header) ? { by: 'installation' } : undefined;
    const candidates = await numberCredentials.appSecretsOf(clinicId);
    const fits = webhookReader.signedWith(
      rawBody,
      header,
      candidates.map(({ secret }) => secret),
    );
    const numbers = new Set(
      candidates.flatMap(({ whatsappNumber }, at) => (fits[at] === true ? [whatsappNumber] : [])),
    );
    return numbers.size === 0 ? undefined : { by: 'clinic', clinicId, numbers };
  },
});
