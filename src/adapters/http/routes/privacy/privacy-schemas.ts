import { z } from 'zod';
import { given } from '../../../../domain/given.ts';
import { contactId } from '../../../../domain/messaging/people/contact-identity.ts';
import { phoneDigits } from '../../../../domain/messaging/people/phone-number.ts';
import { erasedTables, erasureId, type Erasure } from '../../../../domain/privacy/erasure.ts';
import { retentionBounds } from '../../../../domain/privacy/retention.ts';
import { instant, uuidAsked, uuidGiven } from '../../api/schemas.ts';

const uuid = { jsonSchema: { type: 'string', format: 'uuid' } };

export const contactAsked = uuidAsked.transform(contactId).meta(uuid);
export const erasureAsked = uuidAsked.transform(erasureId).meta(uuid);

const phoneShape = /^\+?[\d ().-]{6,32}$/;

export const phoneAsked = z
  .string()
  .regex(phoneShape, 'Expected a telephone number with country code')
  .transform((text, context) => {
    const phone = phoneDigits(text);
    if (phone !== undefined) return phone;
    context.addIssue({ code: 'custom', message: 'Expected 6 to 15 digits with country code' });
    return z.NEVER;
  })
  .meta({ jsonSchema: { type: 'string', pattern: phoneShape.source }, description: 'With country code' });

export const patient = z
  .object({
    contactId: uuidGiven,
    profileName: z.string().optional(),
    firstSeenAt: instant,
    lastMessageAt: instant.optional(),
  })
  .meta({ id: 'Patient' });

export const erasure = z
  .object({
    id: uuidGiven,
    state: z.enum(['open', 'done']).describe('open: the certificate is not there yet'),
    erasedAt: instant,
    erasedBy: z.string().optional().describe('Who had it done, as in the audit log; absent: not known'),
    counts: z
      .object(Object.fromEntries(erasedTables.map((table) => [table, z.int()])))
      .describe('Rows deleted, or emptied of the person, per table'),
  })
  .meta({ id: 'Erasure' });

/** Without who it was. */
export const shownErasure = ({ id, state, erasedAt, erasedBy, counts }: Erasure) => ({
  ...{ id, state, erasedAt, counts },
  ...given({ erasedBy }),
});

export const certificate = z
  .object({ certificate: z.string().describe('Compact JWS, EdDSA') })
  .meta({ id: 'ErasureCertificate' });

export const retention = z
  .strictObject({
    days: z
      .int()
      .min(retentionBounds.leastDays)
      .max(retentionBounds.mostDays)
      .nullable()
      .describe('null: messages are kept until somebody is erased'),
  })
  .meta({ id: 'Retention' });

export const keySet = z
  .object({ keys: z.array(z.record(z.string(), z.unknown())) })
  .meta({ id: 'KeySet', description: 'RFC 7517' });
