import { z } from 'zod';
import type { OfferTemplates } from '../../../../application/messaging/window/offer-templates.ts';
import type { SendTemplate } from '../../../../application/messaging/window/send-template.ts';
import { given } from '../../../../domain/given.ts';
import { messageId } from '../../../../domain/messaging/message.ts';
import { longestText } from '../../../../domain/templates/fill-template.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { everybody } from '../../api/schemas.ts';
import { actedOf, oneConversation, personActing, sentReply, writer } from './conversation-schemas.ts';
import { templateLanguage, templateName } from './templates.ts';

export type ChosenTemplateNeeds = { offerTemplates: OfferTemplates; sendTemplate: SendTemplate };

const tag = 'conversations';
const path = '/api/clinics/:clinicId/conversations/:conversationId/templates';
const access = { roles: everybody, clinicFrom: 'params' } as const;

const offered = z
  .object({
    name: z.string(),
    language: z.string(),
    body: z.string().describe('With its variables: `Olá, {{paciente}}.`'),
    fields: z
      .array(
        z.object({
          name: z.string().describe('Of the variable'),
          value: z.string().describe('What is known for it; empty where the writer has to say it'),
        }),
      )
      .readonly(),
    textField: z
      .string()
      .optional()
      .describe('The field for the words of the team, in the template that the clinic uses for them'),
  })
  .meta({ id: 'OfferedTemplate' });

/** Templates that somebody of the clinic chooses and fills, above all when the 24 hours are over. */
export const chosenTemplateEndpoints = (needs: ChosenTemplateNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'listOfferedTemplates',
    method: 'GET',
    path,
    summary: {
      en: 'The templates that may be sent in this conversation, with what is known for their variables',
      pt: 'Os modelos que podem ser enviados nesta conversa, com o que se sabe das variáveis',
    },
    tag,
    access,
    request: { params: oneConversation },
    responses: { 200: z.object({ items: z.array(offered).readonly() }) },
    errors: ['conversation.not-found'],
    handler: async ({ params }) => reply(200, { items: await needs.offerTemplates(params) }),
  }),

  endpoint({
    id: 'sendTemplate',
    method: 'POST',
    path,
    summary: {
      en: 'Send a template that was chosen and filled, at any time; the conversation is in human hands from then on',
      pt: 'Enviar um modelo escolhido e preenchido, a qualquer hora; a partir daí a conversa está com a equipe',
    },
    tag,
    access,
    request: {
      params: oneConversation,
      body: z.strictObject({
        name: templateName,
        language: templateLanguage,
        values: z
          .record(z.string().regex(/^\w{1,60}$/), z.string().max(longestText))
          .default({})
          .describe('What each variable says; line breaks become spaces'),
        seenUpTo: writer.seenUpTo,
      }),
    },
    responses: { 201: sentReply },
    errors: [
      'conversation.not-found',
      'conversation.message-not-found',
      'conversation.moved-on',
      'conversation.contact-opted-out',
      'template.not-found',
      'template.unusable',
      'template.unfit',
    ],
    idempotent: true,
    audit: {
      action: 'conversation.send-template',
      subject: ({ params }) => `conversation:${params.conversationId}`,
    },
    handler: async ({ params, body, newId, caller, requestId, note }) => {
      const id = messageId(newId);
      const { seenUpTo, ...template } = body;
      note({ messageId: id, template: template.name });
      const outcome = await needs.sendTemplate({
        ...params,
        by: personActing(caller),
        template,
        reply: { messageId: id, sentBy: caller.actor, requestId, ...given({ seenUpTo }) },
      });
      return reply(201, { ...actedOf(outcome), messageId: id });
    },
  }),
];
