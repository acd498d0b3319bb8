import { z } from 'zod';
import type { MetaSignup } from '../../../../application/ports/whatsapp/meta-signup.ts';
import type { RedeemSignup } from '../../../../application/whatsapp/redeem-signup.ts';
import { given } from '../../../../domain/given.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { admins, inClinic } from '../../api/schemas.ts';
import { onboarding, shownOnboarding } from './whatsapp-onboarding-schema.ts';

const path = '/api/clinics/:clinicId/whatsapp-signup';
const params = z.strictObject(inClinic);
const metaId = z.string().regex(/^\d{1,32}$/, 'Expected an id of Meta: digits only');
const tag = 'whatsapp-numbers';

type Needs = { metaSignup: MetaSignup; redeemSignup: RedeemSignup };

/** Meta's own dialog: the page opens it and brings back a code. */
export const whatsAppSignupEndpoints = ({ metaSignup, redeemSignup }: Needs): readonly Endpoint[] => [
  endpoint({
    id: 'getWhatsAppSignup',
    method: 'GET',
    path,
    summary: {
      en: 'With what Meta’s Embedded Signup is opened, where this installation has an app for it',
      pt: 'Com o que se abre o cadastro da Meta, se esta instalação tiver um aplicativo para isso',
    },
    tag,
    access: { roles: admins, clinicFrom: 'params' },
    request: { params },
    responses: {
      200: z.object({
        dialog: z
          .object({
            appId: z.string(),
            configId: z.string(),
            version: z.string().describe('Of the Graph API, e.g. v25.0'),
            redirectUri: z.string().describe('Where Meta sends the browser back to'),
            addresses: z
              .object({
                number: z.string().describe('For a number of the Cloud API'),
                businessApp: z.string().describe('For one that stays in the WhatsApp Business app'),
              })
              .describe('Of the dialog; add a `state` of your own and compare it on the way back'),
          })
          .optional()
          .describe('Absent: numbers come in by a token'),
      }),
    },
    handler: () => Promise.resolve(reply(200, given({ dialog: metaSignup.dialog }))),
  }),

  endpoint({
    id: 'redeemWhatsAppSignup',
    method: 'POST',
    path,
    summary: {
      en: 'Connect the number that was shared in Meta’s dialog; within 30 seconds of its end',
      pt: 'Conectar o número liberado na janela da Meta; até 30 segundos depois do fim dela',
    },
    tag,
    access: { roles: admins, clinicFrom: 'params', callers: 'people' },
    request: {
      params,
      body: z.strictObject({
        code: z
          .string()
          .regex(/^[\x21-\x7e]{8,2048}$/, 'Expected 8 to 2048 visible ASCII characters without spaces')
          .describe('As Meta’s dialog gave it'),
        redirectUri: z
          .url({ protocol: /^https?$/ })
          .max(500)
          .optional()
          .describe('With which the dialog was opened; absent where Meta’s script opened it'),
        wabaId: metaId.optional().describe('As the dialog told the page; else the token shows it'),
        phoneNumberId: metaId.optional().describe('The same'),
        pin: z
          .string()
          .regex(/^\d{6}$/, 'Expected six digits')
          .optional()
          .describe('Of the number’s two-step verification; a number that has none gets a new one'),
      }),
    },
    responses: { 200: onboarding },
    errors: [
      'whatsapp.signup-unavailable',
      'whatsapp.signup-code-refused',
      'whatsapp.signup-unanswered',
      'whatsapp.signup-without-number',
    ],
    audit: { action: 'whatsapp-number.signup', subject: () => 'whatsapp-number' },
    handler: async ({ clinicId, body, caller, note }) => {
      const { code, redirectUri, wabaId, phoneNumberId, pin } = body;
      const begun = await redeemSignup({
        ...{ clinicId, code, by: caller.actor },
        ...given({ redirectUri, wabaId, phoneNumberId, pin }),
      });
      note(given({ wabaId: begun.wabaId, state: begun.state, problem: begun.problem }));
      return reply(200, shownOnboarding(begun));
    },
  }),
];
