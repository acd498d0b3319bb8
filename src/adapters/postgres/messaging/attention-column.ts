import { z } from 'zod';
import { given } from '../../../domain/given.ts';
import type { HandoverReason } from '../../../domain/assistant/handover.ts';
import { dangers } from '../../../domain/assistant/safety/danger-signs.ts';
import type { Attention } from '../../../domain/assistant/attention.ts';

/** A column that may be empty. */
export const time = z
  .date()
  .nullable()
  .transform((date) => date ?? undefined);

const written = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const alarm = z.object({ danger: z.enum(dangers), at: written });

/** As `attention` is stored: JSON that only we write. Reasons of a newer version pass through. */
export const attentionColumn = z
  .object({
    handover: z
      .object({
        reason: z.string().transform((reason) => reason as HandoverReason),
        summary: z.string(),
        at: written,
      })
      .optional(),
    alarm: alarm.optional(),
    warned: alarm.optional(),
    lookedAt: written.optional(),
    absenceToldAt: written.optional(),
  })
  .transform((value): Attention => given(value))
  .nullable()
  .transform((value) => value ?? undefined);
