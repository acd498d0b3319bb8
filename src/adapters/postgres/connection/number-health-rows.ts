import { z } from 'zod';
import type { DueNumber, HealthReading } from '../../../application/ports/whatsapp/number-healths.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';
import { given } from '../../../domain/given.ts';
import type { PhoneDigits } from '../../../domain/messaging/people/phone-number.ts';
import { healthIssues, type HealthIssue, type NumberHealth } from '../../../domain/whatsapp/number-health.ts';

const text = z.string().optional();
const instant = z.iso
  .datetime()
  .transform((value) => new Date(value))
  .optional();
const place = {
  clinic_id: z.string().transform(clinicId),
  whatsapp_number: z.string().transform((value) => value as PhoneDigits),
};
const state = {
  health: z
    .object({
      ...{ displayNumber: text, verifiedName: text, status: text, quality: text, nameStatus: text },
      ...{
        messagingLimit: text,
        throughput: text,
        canSend: text,
        sendProblems: z.array(z.string()).optional(),
      },
      ...{ isSubscribed: z.boolean().optional(), tokenEndsAt: instant, dataAccessEndsAt: instant },
    })
    .transform((known): NumberHealth => given(known))
    .nullable()
    .transform((value) => value ?? undefined),
  // one that a newer version beside this one has written is nothing to this one
  issues: z
    .array(z.string())
    .nullable()
    .transform((codes) =>
      (codes ?? []).filter((code): code is HealthIssue => healthIssues.some((known) => known === code)),
    ),
};

export const dueNumberRow = z
  .object({
    ...place,
    ...state,
    phone_number_id: z.string(),
    waba_id: z.string().nullable(),
    held_until: z.date(),
  })
  .transform((row): DueNumber => ({
    clinicId: row.clinic_id,
    whatsappNumber: row.whatsapp_number,
    phoneNumberId: row.phone_number_id,
    heldUntil: row.held_until,
    issues: row.issues,
    ...given({ wabaId: row.waba_id ?? undefined, before: row.health }),
  }));

export const healthReadingRow = z
  .object({ ...place, ...state, failure: z.string().nullable(), read_at: z.date() })
  .transform((row): HealthReading => ({
    clinicId: row.clinic_id,
    whatsappNumber: row.whatsapp_number,
    issues: row.issues,
    readAt: row.read_at,
    ...given({ health: row.health, failure: row.failure ?? undefined }),
  }));
