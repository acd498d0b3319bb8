import { z } from 'zod';
import { instant } from '../../api/schemas.ts';

export const finding = z
  .object({
    path: z.string().describe('Where in the document, e.g. `servicos.exames[0].preco_particular`'),
    severity: z
      .enum(['error', 'warning', 'notice'])
      .describe('`error`: what was written there has no effect; `notice`: something is missing'),
    message: z.string().describe('In Brazilian Portuguese, for the person who saved it'),
  })
  .meta({ id: 'ContextFinding' });

export const change = z
  .object({
    path: z.string(),
    change: z.enum(['added', 'removed', 'changed']),
    before: z.unknown().optional(),
    after: z.unknown().optional(),
  })
  .meta({ id: 'ContextChange' });

export const said = {
  version: z.int(),
  savedAt: instant,
  savedBy: z.string().optional().describe('Absent when it was written past the API'),
  restoredFrom: z.int().optional(),
};

const text = z.string().optional();
const minutes = z.number().describe('Minutes after local midnight');
const note = z.object({ topic: z.string(), text: z.string() });
const interval = z.object({ opens: minutes, closes: minutes });

const service = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['consultation', 'exam', 'procedure']),
  description: text,
  specialty: text,
  durationMinutes: z.number().optional(),
  priceCents: z.number().optional(),
  priceNote: text,
  acceptsInsurance: z.boolean().optional(),
  insurances: z.array(z.string()).readonly(),
  preparation: text,
  resultTime: text,
  professionalIds: z.array(z.string()).readonly(),
  roomIds: z.array(z.string()).readonly(),
  needsProfessional: z.boolean().optional(),
  rules: jsonOf().optional().describe('What it says about booking, where that is not what the clinic says'),
});

/** What the assistant may say about a clinic. Fields that it does not know are absent. */
export const knowledge = z
  .object({
    name: z.string(),
    timeZone: z.string(),
    profile: jsonOf(),
    agent: jsonOf(),
    openingHours: z.object({
      week: z
        .array(z.array(interval).readonly())
        .readonly()
        .optional()
        .describe('Seven days from Sunday; absent when the clinic has not said its hours'),
      holidays: z
        .array(
          z.object({
            date: z.string(),
            name: text,
            intervals: z.array(interval).readonly(),
          }),
        )
        .readonly(),
      notes: z.array(z.string()).readonly(),
    }),
    services: z.array(service).readonly(),
    professionals: z.array(jsonOf()).readonly(),
    rooms: z.array(z.object({ id: z.string(), name: z.string() })).readonly(),
    insurances: z.array(z.object({ name: z.string(), kind: text, coverage: text })).readonly(),
    booking: jsonOf(),
    paymentMethods: z.array(jsonOf()).readonly(),
    paymentNotes: z.array(note).readonly(),
    careNotes: z.array(note).readonly(),
    facilities: z.array(note).readonly(),
    guidance: z.array(note).readonly(),
    emergency: text,
    unread: jsonOf().describe('What was not understood, by its path; a language model still sees it'),
  })
  .meta({ id: 'ClinicKnowledge' });

function jsonOf() {
  return z.record(z.string(), z.unknown()).readonly();
}
