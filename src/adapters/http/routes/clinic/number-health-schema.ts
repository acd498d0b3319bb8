import { z } from 'zod';
import type { HealthReading } from '../../../../application/ports/whatsapp/number-healths.ts';
import { healthWords } from '../../../../domain/whatsapp/health-words.ts';
import { healthIssues } from '../../../../domain/whatsapp/number-health.ts';
import { instant, uuidGiven } from '../../api/schemas.ts';

export const healthReading = z
  .object({
    clinicId: uuidGiven,
    whatsappNumber: z.string(),
    readAt: instant.describe('Of the last try'),
    failure: z.string().optional().describe('Why the last try failed: Meta’s code, or ours'),
    issues: z
      .array(
        z.object({
          code: z.enum(healthIssues),
          message: z.string().describe('In Portuguese, with what to do'),
        }),
      )
      .readonly(),
    health: z
      .object({
        displayNumber: z.string().optional(),
        verifiedName: z.string().optional(),
        status: z.string().optional().describe('e.g. CONNECTED'),
        quality: z.string().optional().describe('GREEN, YELLOW, RED or UNKNOWN'),
        nameStatus: z.string().optional().describe('e.g. APPROVED'),
        messagingLimit: z
          .string()
          .optional()
          .describe('How many people may be written to first within a day, e.g. TIER_250'),
        throughput: z.string().optional(),
        canSend: z
          .string()
          .optional()
          .describe('AVAILABLE, LIMITED or BLOCKED; a missing payment method shows here'),
        sendProblems: z.array(z.string()).readonly().optional().describe('In Meta’s English words'),
        isSubscribed: z.boolean().optional().describe('Whether an app gets what patients write to it'),
        tokenEndsAt: instant.optional().describe('Of its own token; absent: never, or not known'),
        dataAccessEndsAt: instant.optional(),
      })
      .optional()
      .describe('As Meta said last, about once a day'),
  })
  .meta({ id: 'WhatsAppNumberHealth' });

export const shownReading = ({ issues, ...reading }: HealthReading) => ({
  ...reading,
  issues: issues.map((code) => ({ code, message: healthWords(code) })),
});
