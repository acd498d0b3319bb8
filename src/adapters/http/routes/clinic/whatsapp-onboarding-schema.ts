import { z } from 'zod';
import type { WhatsAppOnboarding } from '../../../../application/ports/whatsapp/whatsapp-onboardings.ts';
import { findingWords, problemWords } from '../../../../domain/whatsapp/onboarding-words.ts';
import {
  onboardingFindings,
  onboardingFlows,
  onboardingProblems,
  onboardingStates,
  onboardingSteps,
} from '../../../../domain/whatsapp/onboarding.ts';
import { given } from '../../../../domain/given.ts';
import { instant, uuidGiven } from '../../api/schemas.ts';

export const onboarding = z
  .object({
    id: uuidGiven,
    flow: z.enum(onboardingFlows),
    state: z
      .enum(onboardingStates)
      .describe('`running` goes on by itself, also after a crash; `choosing` waits for a phoneNumberId'),
    wabaId: z.string().optional(),
    phoneNumberId: z.string().optional(),
    whatsappNumber: z.string().optional().describe('Under which it is one of the clinic’s numbers'),
    isCoexistence: z.boolean().optional().describe('It stays in the WhatsApp Business app as well'),
    steps: z.array(z.enum(onboardingSteps)).readonly().describe('Taken so far, in their order'),
    problem: z
      .object({ code: z.enum(onboardingProblems), message: z.string().describe('In Portuguese') })
      .optional(),
    findings: z
      .array(z.object({ code: z.enum(onboardingFindings), message: z.string().describe('In Portuguese') }))
      .readonly(),
    choices: z
      .array(
        z.object({
          phoneNumberId: z.string(),
          wabaId: z.string(),
          displayNumber: z.string(),
          verifiedName: z.string().optional(),
        }),
      )
      .readonly(),
    startedAt: instant,
    endedAt: instant.optional(),
  })
  .meta({ id: 'WhatsAppOnboarding' });

/** For the screen, in Portuguese where it is read. */
export const shownOnboarding = ({ problem, problemDetail, findings, ...known }: WhatsAppOnboarding) => ({
  ...{ id: known.id, flow: known.flow, state: known.state, steps: known.steps, choices: known.choices },
  ...given({
    wabaId: known.wabaId,
    phoneNumberId: known.phoneNumberId,
    whatsappNumber: known.whatsappNumber,
    isCoexistence: known.isCoexistence,
    problem: problem && { code: problem, message: problemWords(problem, problemDetail) },
    endedAt: known.endedAt,
  }),
  findings: findings.map((finding) => ({ code: finding.code, message: findingWords(finding) })),
  startedAt: known.startedAt,
});
