import { z } from 'zod';
import { sealedToken } from '../../../application/ports/connection/token-cipher.ts';
import type {
  ClaimedOnboarding,
  WhatsAppOnboarding,
} from '../../../application/ports/whatsapp/whatsapp-onboardings.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';
import { given } from '../../../domain/given.ts';
import type { PhoneDigits } from '../../../domain/messaging/people/phone-number.ts';
import {
  onboardingFindings,
  onboardingFlows,
  onboardingProblems,
  onboardingStates,
  onboardingSteps,
} from '../../../domain/whatsapp/onboarding.ts';

const absent = <T>(value: T | null): T | undefined => value ?? undefined;
const text = z.string().nullable().transform(absent);
const date = z.date().nullable().transform(absent);
const sealed = z.string().transform(sealedToken).nullable().transform(absent);

const shownColumns = {
  id: z.string(),
  clinic_id: z.string().transform(clinicId),
  flow: z.enum(onboardingFlows),
  state: z.enum(onboardingStates),
  waba_id: text,
  phone_number_id: text,
  whatsapp_number: z
    .string()
    .transform((digits) => digits as PhoneDigits)
    .nullable()
    .transform(absent),
  is_coexistence: z.boolean().nullable().transform(absent),
  steps: z.array(z.enum(onboardingSteps)),
  findings: z.array(
    z
      .object({ code: z.enum(onboardingFindings), detail: z.string().optional() })
      .transform(({ code, detail }) => ({ code, ...given({ detail }) })),
  ),
  choices: z.array(
    z
      .object({
        wabaId: z.string(),
        phoneNumberId: z.string(),
        displayNumber: z.string(),
        verifiedName: z.string().optional(),
      })
      .transform(({ verifiedName, ...rest }) => ({ ...rest, ...given({ verifiedName }) })),
  ),
  problem: z.enum(onboardingProblems).nullable().transform(absent),
  problem_detail: text,
  attempts: z.int(),
  started_by: z.string(),
  started_at: z.date(),
  ended_at: date,
};

const shownOf = (row: z.output<z.ZodObject<typeof shownColumns>>): WhatsAppOnboarding => ({
  ...{ id: row.id, clinicId: row.clinic_id, flow: row.flow, state: row.state },
  ...{ steps: row.steps, findings: row.findings, choices: row.choices, attempts: row.attempts },
  ...{ startedBy: row.started_by, startedAt: row.started_at },
  ...given({
    wabaId: row.waba_id,
    phoneNumberId: row.phone_number_id,
    whatsappNumber: row.whatsapp_number,
    isCoexistence: row.is_coexistence,
    problem: row.problem,
    problemDetail: row.problem_detail,
    endedAt: row.ended_at,
  }),
});

export const onboardingRow = z.object(shownColumns).transform(shownOf);

export const claimedOnboardingRow = z
  .object({
    ...shownColumns,
    waba_id: z.string(),
    phone_number_id: z.string(),
    sealed_token: z.string().transform(sealedToken),
    sealed_app_secret: sealed,
    sealed_pin: sealed,
    lease_token: z.int(),
  })
  .transform((row): ClaimedOnboarding => ({
    ...shownOf(row),
    wabaId: row.waba_id,
    phoneNumberId: row.phone_number_id,
    sealed: { token: row.sealed_token, ...given({ appSecret: row.sealed_app_secret, pin: row.sealed_pin }) },
    leaseToken: row.lease_token,
  }));
