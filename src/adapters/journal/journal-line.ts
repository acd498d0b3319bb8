import { z } from 'zod';
import type { JournalEntry } from '../../application/ports/privacy/erasure-journal.ts';
import { clinicId } from '../../domain/clinic/clinic.ts';
import { contactId } from '../../domain/messaging/people/contact-identity.ts';
import { erasureId, type ErasedKey } from '../../domain/privacy/erasure.ts';

const named = { id: z.string().transform(erasureId), clinicId: z.string().transform(clinicId) };

const line = z.discriminatedUnion('type', [
  z.object({
    v: z.literal(1),
    type: z.literal('erasure'),
    ...named,
    erasedAt: z.iso.datetime(),
    contactIds: z.array(z.string()),
    identityKeys: z.array(z.string()),
    keys: z.array(z.string()),
  }),
  z.object({ v: z.literal(1), type: z.literal('certificate'), ...named, certificate: z.string() }),
]);

/** `key`, `key keepUntil` or `key keepUntil coversUntil`, times in ms, empty where absent: there are many of them. */
const keyText = ({ key, keepUntil, coversUntil }: ErasedKey): string =>
  [key, keepUntil?.getTime() ?? '', coversUntil?.getTime() ?? ''].join(' ').trimEnd();

function readKey(text: string): ErasedKey {
  const [key = '', keepUntil, coversUntil] = text.split(' ');
  return {
    key,
    ...(keepUntil && { keepUntil: new Date(Number(keepUntil)) }),
    ...(coversUntil && { coversUntil: new Date(Number(coversUntil)) }),
  };
}

export function journalLine(entry: JournalEntry): string {
  if (entry.type === 'certificate') return JSON.stringify({ v: 1, ...entry });
  const { record } = entry;
  return JSON.stringify({ v: 1, type: entry.type, ...record, keys: record.keys.map(keyText) });
}

/** `undefined` for what this version does not know. */
export function readJournalLine(json: string): JournalEntry | undefined {
  const read = line.safeParse(JSON.parse(json));
  if (!read.success) return undefined;
  const { type, id, clinicId: clinic } = read.data;
  if (type === 'certificate') return { type, clinicId: clinic, id, certificate: read.data.certificate };
  const { erasedAt, contactIds, identityKeys, keys } = read.data;
  return {
    type,
    record: {
      id,
      clinicId: clinic,
      erasedAt: new Date(erasedAt),
      contactIds: contactIds.map(contactId),
      identityKeys,
      keys: keys.map(readKey),
    },
  };
}
