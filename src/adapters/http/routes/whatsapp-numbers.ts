import { z } from 'zod';
import type { RegisterWhatsAppNumber } from '../../../application/clinic/register-whatsapp-number.ts';
import type { ClinicNumbers } from '../../../application/ports/clinic-numbers.ts';
import type { ClinicRegistry } from '../../../application/ports/clinic-registry.ts';
import { pageOf, pageQuery, readPage } from '../api/cursor.ts';
import { endpoint, reply, type Endpoint } from '../api/endpoint.ts';
import { admins, everybody, inClinic, instant, uuidGiven } from '../api/schemas.ts';
import { requireClinic } from './clinics.ts';

const metaId = z.string().regex(/^\d{1,32}$/, 'Expected an id of Meta: digits only');
const number = z
  .object({
    clinicId: uuidGiven,
    whatsappNumber: z.string().describe('Digits with country code, without +'),
    phoneNumberId: z.string().optional().describe('Learned from the first webhook when it was not given'),
    wabaId: z.string().optional(),
    isActive: z.boolean(),
    createdAt: instant,
  })
  .meta({ id: 'WhatsAppNumber' });

export type WhatsAppNumberNeeds = {
  numbers: ClinicNumbers;
  registry: ClinicRegistry;
  registerWhatsAppNumber: RegisterWhatsAppNumber;
};

const tag = 'whatsapp-numbers';
const path = '/api/clinics/:clinicId/whatsapp-numbers';
const params = z.strictObject(inClinic);

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
    handler: async ({ params: { clinicId }, query }) => {
      await requireClinic(needs.registry, clinicId);
      const read = (limit: number, after: string | undefined) => needs.numbers.list(clinicId, limit, after);
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
    access: { roles: admins, clinicFrom: 'params' },
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
    handler: async ({ params: { clinicId }, body, note }) => {
      const { phoneNumberId, wabaId } = body;
      const registered = await needs.registerWhatsAppNumber({
        clinicId,
        whatsappNumber: body.whatsappNumber,
        ...(phoneNumberId !== undefined && { phoneNumberId }),
        ...(wabaId !== undefined && { wabaId }),
      });
      note({ whatsappNumber: registered.whatsappNumber, phoneNumberId, wabaId });
      return reply(201, registered);
    },
  }),
];
