import { z } from 'zod';
import type { ChangeNumberSecret } from '../../../../application/whatsapp/change-number-secret.ts';
import type { ClinicNumbers } from '../../../../application/ports/clinic/clinic-numbers.ts';
import type {
  NumberSecretView,
  WhatsAppSecrets,
} from '../../../../application/ports/whatsapp/whatsapp-secrets.ts';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import { NumberNotFound } from '../../../../domain/clinic/number-errors.ts';
import { numberSecretKinds, type NumberSecretKind } from '../../../../domain/connection/number-secret.ts';
import type { PhoneDigits } from '../../../../domain/messaging/people/phone-number.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { admins, inClinic, instant } from '../../api/schemas.ts';

const kind = z.enum(numberSecretKinds);
const secret = z
  .object({
    kind,
    state: z
      .enum(['own', 'revoked', 'installation'])
      .describe('`installation`: that of the platform is used; `revoked`: none at all'),
    fingerprint: z.string().optional().describe('Tells two secrets apart; the secret itself is never shown'),
    previousUntil: instant.optional().describe('Until then the former app secret counts, too'),
    changedAt: instant.optional(),
    changedBy: z.string().optional(),
  })
  .meta({ id: 'WhatsAppNumberSecret' });
const account = z
  .object({
    whatsappNumber: z.string(),
    webhookPath: z.string().describe('Where the own app of the clinic sends its webhooks'),
    secrets: z.array(secret).describe('One of each kind'),
  })
  .meta({ id: 'WhatsAppNumberAccount' });

const path = '/api/clinics/:clinicId/whatsapp-numbers/:whatsappNumber/account';
const oneNumber = {
  ...inClinic,
  whatsappNumber: z
    .string()
    .regex(/^\d{6,15}$/)
    .transform((digits) => digits as PhoneDigits)
    .meta({ jsonSchema: { type: 'string', pattern: '^\\d{6,15}$' } }),
};
const params = z.strictObject(oneNumber);
const oneSecret = z.strictObject({ ...oneNumber, kind });
const tag = 'whatsapp-numbers';

const shown = (clinicId: ClinicId, whatsappNumber: PhoneDigits, known: readonly NumberSecretView[]) => ({
  whatsappNumber,
  webhookPath: `/webhook/whatsapp-meta/${clinicId}`,
  secrets: numberSecretKinds.map(
    (each) => known.find((view) => view.kind === each) ?? { kind: each, state: 'installation' as const },
  ),
});

type Needs = {
  clinicNumbers: ClinicNumbers;
  whatsAppSecrets: WhatsAppSecrets;
  changeNumberSecret: ChangeNumberSecret;
};

const subject = ({ params: at }: { params: { whatsappNumber: string; kind: NumberSecretKind } }) =>
  `whatsapp-number:${at.whatsappNumber}:${at.kind}`;

export const numberSecretEndpoints = (needs: Needs): readonly Endpoint[] => [
  endpoint({
    id: 'getWhatsAppNumberAccount',
    method: 'GET',
    path,
    summary: {
      en: 'What the number has of its own at Meta: never the secrets, only their fingerprints and dates',
      pt: 'O que o número tem de próprio na Meta: nunca os segredos, só impressões e datas',
    },
    tag,
    access: { roles: admins, clinicFrom: 'params' },
    request: { params },
    responses: { 200: account },
    errors: ['clinic.number-not-found'],
    handler: async ({ clinicId, params: { whatsappNumber } }) => {
      if ((await needs.clinicNumbers.get(clinicId, whatsappNumber)) === undefined)
        throw new NumberNotFound(whatsappNumber);
      const known = await needs.whatsAppSecrets.list(clinicId, whatsappNumber);
      return reply(200, shown(clinicId, whatsappNumber, known));
    },
  }),

  endpoint({
    id: 'setWhatsAppNumberSecret',
    method: 'PUT',
    path: `${path}/secrets/:kind`,
    summary: {
      en: 'Set or replace a secret of the number; every process uses it within seconds',
      pt: 'Salvar ou trocar um segredo do número; passa a valer em segundos, sem reiniciar',
    },
    tag,
    access: { roles: admins, clinicFrom: 'params', callers: 'people' },
    request: {
      params: oneSecret,
      body: z.strictObject({
        value: z
          .string()
          .regex(/^[\x21-\x7e]{8,2048}$/, 'Expected 8 to 2048 visible ASCII characters without spaces'),
        keepPreviousHours: z
          .int()
          .min(0)
          .max(168)
          .default(24)
          .describe('How long a former app secret still signs; 0 when it has leaked. Only for app-secret'),
      }),
    },
    responses: { 200: account },
    errors: ['clinic.number-not-found', 'whatsapp.number-without-id'],
    audit: { action: 'whatsapp-secret.set', subject },
    handler: async ({ clinicId, params: { whatsappNumber, kind: chosen }, body, caller, note }) => {
      const wanted = {
        to: 'own',
        value: body.value,
        keepPreviousMs: body.keepPreviousHours * 3_600_000,
      } as const;
      const at = { clinicId, whatsappNumber, kind: chosen, wanted, by: caller.actor };
      const known = await needs.changeNumberSecret(at);
      note({ fingerprint: known.find((view) => view.kind === chosen)?.fingerprint });
      return reply(200, shown(clinicId, whatsappNumber, known));
    },
  }),

  endpoint({
    id: 'revokeWhatsAppNumberSecret',
    method: 'DELETE',
    path: `${path}/secrets/:kind`,
    summary: {
      en: 'Revoke a secret at once, its predecessor, too; the number then has none until a new one is set',
      pt: 'Revogar um segredo na hora, e também o anterior; o número fica sem nenhum até salvar outro',
    },
    tag,
    access: { roles: admins, clinicFrom: 'params', callers: 'people' },
    request: { params: oneSecret },
    responses: { 200: account },
    errors: ['clinic.number-not-found'],
    audit: { action: 'whatsapp-secret.revoke', subject },
    handler: async ({ clinicId, params: { whatsappNumber, kind: chosen }, caller }) => {
      const wanted = { to: 'revoked' } as const;
      const at = { clinicId, whatsappNumber, kind: chosen, wanted, by: caller.actor };
      return reply(200, shown(clinicId, whatsappNumber, await needs.changeNumberSecret(at)));
    },
  }),

  endpoint({
    id: 'useInstallationSecret',
    method: 'POST',
    path: `${path}/secrets/:kind/use-installation`,
    summary: {
      en: "Forget the number's own secret and use the platform's again",
      pt: 'Esquecer o segredo próprio do número e voltar ao da plataforma',
    },
    tag,
    access: { roles: admins, clinicFrom: 'params', callers: 'people' },
    request: { params: oneSecret },
    responses: { 200: account },
    errors: ['clinic.number-not-found'],
    audit: { action: 'whatsapp-secret.use-installation', subject },
    handler: async ({ clinicId, params: { whatsappNumber, kind: chosen }, caller }) => {
      const wanted = { to: 'installation', keepPreviousMs: 0 } as const;
      const at = { clinicId, whatsappNumber, kind: chosen, wanted, by: caller.actor };
      return reply(200, shown(clinicId, whatsappNumber, await needs.changeNumberSecret(at)));
    },
  }),
];
