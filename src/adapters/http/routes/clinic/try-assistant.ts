import { z } from 'zod';
import type { TryAssistant } from '../../../../application/assistant/try-assistant.ts';
import { given } from '../../../../domain/given.ts';
import type { OutboundContent } from '../../../../domain/messaging/message.ts';
import { whatsAppLimits } from '../../../../domain/messaging/whatsapp-limits.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { inClinic, jsonDocument, staff } from '../../api/schemas.ts';

export type TryAssistantNeeds = { tryAssistant: TryAssistant };

/** A document of a clinic and what the assistant remembers of one talk. */
const bodyLimit = 576 * 1024;
const title = z.string().min(1).max(200);
const option = z.object({ id: z.string(), title: z.string(), description: z.string().optional() });

/** The test chat: what a patient would read, with nothing stored or sent. */
export const tryAssistantEndpoints = ({ tryAssistant }: TryAssistantNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'tryClinicAssistant',
    method: 'POST',
    path: '/api/clinics/:clinicId/assistant/try',
    summary: {
      en: 'What the assistant would answer; nothing is stored, sent or booked',
      pt: 'O que a assistente responderia; nada é gravado, enviado ou marcado',
    },
    tag: 'clinics',
    access: { roles: staff, clinicFrom: 'params' },
    request: {
      params: z.strictObject(inClinic),
      body: z.strictObject({
        text: z.string().min(1).max(whatsAppLimits.textBody),
        choice: z
          .strictObject({ id: title, title })
          .optional()
          .describe('An option of the last answer, tapped instead of typed'),
        dialogue: z.unknown().optional().describe('As the last answer gave it; absent at first'),
        document: jsonDocument.optional().describe('In place of the saved context'),
      }),
    },
    responses: {
      200: z.object({
        replies: z.array(z.object({ text: z.string(), options: z.array(option).readonly() })).readonly(),
        handover: z.string().optional().describe('Why people would go on'),
        dialogue: z.unknown().describe('For the next message of the same talk; only the assistant reads it'),
      }),
    },
    errors: ['clinic.not-found'],
    bodyLimit,
    audit: 'nothing-changes',
    handler: async ({ clinicId, body: { text, choice, dialogue, document } }) => {
      const trial = await tryAssistant({ clinicId, text, ...given({ choice, dialogue, document }) });
      return reply(200, {
        replies: trial.replies.map((content) => ({ text: content.body, options: optionsOf(content) })),
        dialogue: trial.dialogue ?? null,
        ...given({ handover: trial.handover }),
      });
    },
  }),
];

function optionsOf(content: OutboundContent): z.input<typeof option>[] {
  switch (content.type) {
    case 'text':
    case 'contact-request':
      return [];
    case 'buttons':
    case 'template':
      return content.buttons.map(({ id, title: shown }) => ({ id, title: shown }));
    case 'list':
      return content.sections.flatMap(({ rows }) => rows.map((row) => ({ ...row })));
  }
}
