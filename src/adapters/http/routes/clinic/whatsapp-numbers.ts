import { z } from 'zod';
import type { ChangeWhatsAppNumber } from '../../../../application/clinic/change-whatsapp-number.ts';
import type { RegisterWhatsAppNumber } from '../../../../application/clinic/register-whatsapp-number.ts';
import type { ClinicNumbers } from '../../../../application/ports/clinic/clinic-numbers.ts';
import { NumberNotFound } from '../../../../domain/clinic/number-errors.ts';
import type { PhoneDigits } from '../../../../domain/messaging/people/phone-number.ts';
import { pageOf, pageQuery, readPage } from '../../api/cursor.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { admins, everybody, inClinic, instant, platform, uuidGiven } from '../../api/schemas.ts';
import { given } from '../../../../domain/given.ts';

const metaId = z.string().regex(/^\d{1,32}$/, 'Expected an id of Meta: digits only');
const number = z
  .object({
    clinicId: uuidGiven,
    whatsappNumber: z.string().describe('Digits with country code, without +'),
    phoneNumberId: z.string().optional().describe('Learned from the first webhook when it was not given'),
    wabaId: z.string().optional(),
    isActive: z.boolean(),
    version: z.int().describe('Its ETag'),
    createdAt: instant,
  })
  .meta({ id: 'WhatsAppNumber' });

export type WhatsAppNumberNeeds = {
  clinicNumbers: ClinicNumbers;
  registerWhatsAppNumber: RegisterWhatsAppNumber;
  changeWhatsAppNumber: ChangeWhatsAppNumber;
};

const tag = 'whatsapp-numbers';
const path = '/api/clinics/:clinicId/whatsapp-numbers';
const params = z.strictObject(inClinic);
const oneNumber = z.strictObject({
  ...inClinic,
  whatsappNumber: z
    .string()
    .regex(/^\d{6,15}$/)
    .transform((digits) => digits as PhoneDigits)
    .meta({ jsonSchema: { type: 'string', pattern: '^\\d{6,15}$' } }),
});

export const whatsappNumberEndpoints = (needs: WhatsAppNumberNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'listWhatsAppNumbers',
    method: 'GET',
    path,
    summary: { en: 'The numbers of the clinic', pt: 'Os números da clínica' },
    tag,
    access: { roles: everybody, clinicFrom: 'params' },
    request: { params, query: z.strictObject(pageQuery) },
    responses: { 200: pageOf(number) },
    errors: ['http.cursor-invalid'],
    handler: async ({ clinicId, query }) => {
      const read = (limit: number, after: string | undefined) =>
        needs.clinicNumbers.list(clinicId, limit, after);
      const place = z.string().regex(/^\d{6,15}$/);
      const body = await readPage('numbers', query, place, read, ({ whatsappNumber }) => whatsappNumber);
      return reply(200, body);
    },
  }),

  endpoint({
    id: 'registerWhatsAppNumber',
    method: 'POST',
    path,
    summary: { en: 'Give a number to the clinic', pt: 'Cadastrar um número da clínica' },
    tag,
    access: { roles: platform, clinicFrom: 'params' },
    request: {
      params,
      body: z.strictObject({
        whatsappNumber: z
          .string()
          .regex(/^\+?[\d ().-]{6,32}$/, 'Expected a telephone number with country code')
          .describe('With country code; punctuation is allowed'),
        phoneNumberId: metaId.optional(),
        wabaId: metaId.optional(),
      }),
    },
    responses: { 201: number },
    errors: ['clinic.number-taken', 'clinic.number-malformed'],
    idempotent: true,
    audit: { action: 'whatsapp-number.register', subject: () => 'whatsapp-number' },
    handler: async ({ clinicId, body, note }) => {
      const { phoneNumberId, wabaId } = body;
      const registered = await needs.registerWhatsAppNumber({
        clinicId,
        whatsappNumber: body.whatsappNumber,
        ...given({ phoneNumberId, wabaId }),
      });
      note({ whatsappNumber: registered.whatsappNumber, phoneNumberId, wabaId });
      return reply(201, registered, { version: registered.version });
    },
  }),

  endpoint({
    id: 'getWhatsAppNumber',
    method: 'GET',
    path: `${path}/:whatsappNumber`,
    summary: { en: 'One number of the clinic', pt: 'Um número da clínica' },
    tag,
    access: { roles: everybody, clinicFrom: 'params' },
    request: { params: oneNumber },
    responses: { 200: number },
    errors: ['clinic.number-not-found'],
    handler: async ({ clinicId, params: { whatsappNumber } }) => {
      const found = await needs.clinicNumbers.get(clinicId, whatsappNumber);
      if (found === undefined) throw new NumberNotFound(whatsappNumber);
      return reply(200, found, { version: found.version });
    },
  }),

  endpoint({
    id: 'changeWhatsAppNumber',
    method: 'PATCH',
    path: `${path}/:whatsappNumber`,
    summary: {
      en: 'Change what is given over the version that you have read; what is sent to an inactive number is parked',
      pt: 'Mudar o que for informado sobre a versão que você leu; o que chega a um número inativo fica parado',
    },
    tag,
    access: { roles: admins, clinicFrom: 'params' },
    request: {
      params: oneNumber,
      body: z.strictObject({
        isActive: z.boolean().optional(),
        phoneNumberId: metaId
          .nullable()
          .optional()
          .describe('Said by a platform-admin only; null: learn it from the next webhook'),
        wabaId: metaId.nullable().optional().describe('Said by a platform-admin only'),
      }),
    },
    responses: { 200: number },
    errors: ['clinic.number-not-found', 'clinic.number-changed', 'clinic.number-taken'],
    versioned: true,
    audit: {
      action: 'whatsapp-number.change',
      subject: ({ params: { whatsappNumber } }) => `whatsapp-number:${whatsappNumber}`,
    },
    handler: async ({ clinicId, params: { whatsappNumber }, body, version = 0, role, note }) => {
      const { isActive, phoneNumberId, wabaId } = body;
      const changes = {
        ...given({ isActive, phoneNumberId, wabaId }),
      };
      note({ from: version, ...changes });
      const input = { clinicId, whatsappNumber, expectedVersion: version, changes, role };
      const changed = await needs.changeWhatsAppNumber(input);
      return reply(200, changed, { version: changed.version });
    },
  }),
];
