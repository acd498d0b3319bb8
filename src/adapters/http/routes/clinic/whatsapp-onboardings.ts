import { z } from 'zod';
import type { OnboardNumber } from '../../../../application/whatsapp/onboard-number.ts';
import type { WhatsAppOnboardings } from '../../../../application/ports/whatsapp/whatsapp-onboardings.ts';
import { OnboardingNotFound } from '../../../../domain/whatsapp/onboarding-errors.ts';
import { given } from '../../../../domain/given.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { admins, inClinic, uuidAsked } from '../../api/schemas.ts';
import { onboarding, shownOnboarding } from './whatsapp-onboarding-schema.ts';

const path = '/api/clinics/:clinicId/whatsapp-onboardings';
const params = z.strictObject(inClinic);
const one = z.strictObject({ ...inClinic, id: uuidAsked });
const metaId = z.string().regex(/^\d{1,32}$/, 'Expected an id of Meta: digits only');
const secret = z
  .string()
  .regex(/^[\x21-\x7e]{8,2048}$/, 'Expected 8 to 2048 visible ASCII characters without spaces');
const tag = 'whatsapp-numbers';
const shownLast = 10;

type Needs = { onboardNumber: OnboardNumber; whatsAppOnboardings: WhatsAppOnboardings };

/** A number comes from Meta into the clinic: what is missing is said, what can be done is done. */
export const whatsAppOnboardingEndpoints = (needs: Needs): readonly Endpoint[] => [
  endpoint({
    id: 'onboardWhatsAppNumber',
    method: 'POST',
    path,
    summary: {
      en: 'Connect a number by a token: Meta is asked what it may do, the number is registered where needed',
      pt: 'Conectar um número com um token: a Meta é consultada e o número é registrado se for preciso',
    },
    tag,
    access: { roles: admins, clinicFrom: 'params', callers: 'people' },
    request: {
      params,
      body: z.strictObject({
        accessToken: secret.describe('Of a system user at Meta'),
        wabaId: metaId.describe('Of the WhatsApp business account'),
        phoneNumberId: metaId.describe('Meta’s id of the number, not its digits'),
        appSecret: secret.optional().describe('Only where the token belongs to an app of the clinic’s own'),
        pin: z
          .string()
          .regex(/^\d{6}$/, 'Expected six digits')
          .optional()
          .describe('Of the number’s two-step verification; a number that has none gets a new one'),
      }),
    },
    responses: { 200: onboarding },
    audit: {
      action: 'whatsapp-number.onboard',
      subject: ({ body }) => `whatsapp-phone-number-id:${body.phoneNumberId}`,
    },
    handler: async ({ clinicId, body, caller, note }) => {
      const { accessToken, wabaId, phoneNumberId, appSecret, pin } = body;
      const ended = await needs.onboardNumber.withToken({
        ...{ clinicId, accessToken, wabaId, phoneNumberId, by: caller.actor },
        ...given({ appSecret, pin }),
      });
      note(given({ wabaId, state: ended.state, problem: ended.problem }));
      return reply(200, shownOnboarding(ended));
    },
  }),

  endpoint({
    id: 'listWhatsAppOnboardings',
    method: 'GET',
    path,
    summary: {
      en: 'The last connections of numbers, newest first',
      pt: 'As últimas conexões de números, da mais nova para a mais antiga',
    },
    tag,
    access: { roles: admins, clinicFrom: 'params' },
    request: { params },
    responses: { 200: z.object({ onboardings: z.array(onboarding) }) },
    handler: async ({ clinicId }) => {
      const known = await needs.whatsAppOnboardings.list(clinicId, shownLast);
      return reply(200, { onboardings: known.map(shownOnboarding) });
    },
  }),

  endpoint({
    id: 'getWhatsAppOnboarding',
    method: 'GET',
    path: `${path}/:id`,
    summary: { en: 'How far a connection is', pt: 'Em que ponto está uma conexão' },
    tag,
    access: { roles: admins, clinicFrom: 'params' },
    request: { params: one },
    responses: { 200: onboarding },
    errors: ['whatsapp.onboarding-not-found'],
    handler: async ({ clinicId, params: { id } }) => {
      const known = await needs.whatsAppOnboardings.get(clinicId, id);
      if (known === undefined) throw new OnboardingNotFound(id);
      return reply(200, shownOnboarding(known));
    },
  }),

  endpoint({
    id: 'chooseOnboardedNumber',
    method: 'POST',
    path: `${path}/:id/choose`,
    summary: {
      en: 'Say which of the account’s numbers is meant',
      pt: 'Dizer qual dos números da conta é o da clínica',
    },
    tag,
    access: { roles: admins, clinicFrom: 'params', callers: 'people' },
    request: { params: one, body: z.strictObject({ phoneNumberId: metaId }) },
    responses: { 200: onboarding },
    errors: ['whatsapp.onboarding-not-found'],
    audit: {
      action: 'whatsapp-number.choose',
      subject: ({ body }) => `whatsapp-phone-number-id:${body.phoneNumberId}`,
    },
    handler: async ({ clinicId, params: { id }, body: { phoneNumberId } }) =>
      reply(200, shownOnboarding(await needs.onboardNumber.choose({ clinicId, id, phoneNumberId }))),
  }),
];
