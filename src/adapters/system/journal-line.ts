import { z } from 'zod';
import type { JournalEntry } from '../../application/ports/erasure-journal.ts';
import { clinicId } from '../../domain/clinic/clinic.ts';
import { contactId } from '../../domain/messaging/contact-identity.ts';
import { erasureId, type ErasedKey } from '../../domain/privacy/erasure.ts';

const instant = z.iso.datetime().transform((text) => new Date(text));
const key = z
  .object({ key: z.string(), coversUntil: instant.optional(), keepUntil: instant.optional() })
  .transform(({ key: name, coversUntil, keepUntil }): ErasedKey => ({
    key: name,
    ...(coversUntil && { coversUntil }),
    ...(keepUntil && { keepUntil }),
  }));
const named = { id: z.string().transform(erasureId), clinicId: z.string().transform(clinicId) };

const line = z.discriminatedUnion('type', [
  z.object({
    v: z.literal(1),
    type: z.literal('erasure'),
    record: z.object({
      ...named,
      erasedAt: instant,
      contactIds: z.array(z.string().transform(contactId)),
      identityKeys: z.array(z.string()),
      keys: z.array(key),
    }),
  }),
  z.object({ v: z.literal(1), type: z.literal('certificate'), ...named, certificate: z.string() }),
]);

export const journalLine = (entry: JournalEntry): string => JSON.stringify({ v: 1, ...entry });

/** `undefined` for what this version does not know. */
export function readJournalLine(json: string): JournalEntry | undefined {
  const read = line.safeParse(JSON.parse(json));
  if (!read.success) return undefined;
  const { data } = read;
  if (data.type === 'erasure') return { type: data.type, record: data.record };
  const { type, clinicId: clinic, id, certificate } = data;
  return { type, clinicId: clinic, id, certificate };
}
