import { z } from 'zod';
import type { OpenConversation } from '../../../../application/messaging/window/open-conversation.ts';
import type { RefreshTemplates } from '../../../../application/templates/mirror-templates.ts';
import type {
  EndTemplateUse,
  ProposeTemplates,
  UseTemplate,
} from '../../../../application/templates/use-template.ts';
import type { Templates } from '../../../../application/ports/templates/templates.ts';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import { templateActs, templatePurposes, templateValues } from '../../../../domain/templates/purpose.ts';
import { unusableBecause } from '../../../../domain/templates/template.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { admins, everybody, inClinic, line, uuidGiven } from '../../api/schemas.ts';
import { given } from '../../../../domain/given.ts';

export type TemplateNeeds = {
  templates: Pick<Templates, 'list' | 'uses'>;
  refreshTemplates: RefreshTemplates;
  proposeTemplates: ProposeTemplates;
  useTemplate: UseTemplate;
  endTemplateUse: EndTemplateUse;
  openConversation: OpenConversation;
};

const tag = 'templates';
const path = '/api/clinics/:clinicId/templates';
const params = z.strictObject(inClinic);
const purpose = z.enum(templatePurposes);
const onePurpose = z.strictObject({ ...inClinic, purpose });
export const templateName = z
  .string()
  .regex(/^[a-z0-9_]{1,512}$/, 'Expected a template name: a-z, 0-9 and _');
export const templateLanguage = z
  .string()
  .regex(/^[a-z]{2,3}(_[A-Za-z]{2,4})?$/, 'Expected a language, e.g. pt_BR');

const use = z
  .object({
    purpose,
    name: z.string(),
    language: z.string(),
    variables: z.record(z.string(), z.enum(templateValues)).describe('What each variable stands for'),
    buttons: z.array(z.enum(templateActs)).describe('What each quick reply does, in their order'),
  })
  .meta({ id: 'TemplateUse' });

const shown = z
  .object({
    templates: z.array(
      z
        .object({
          wabaId: z.string(),
          name: z.string(),
          language: z.string(),
          status: z
            .string()
            .describe('Meta’s word, e.g. `APPROVED`, `PENDING`, `PAUSED`; `DELETED` when it is gone'),
          category: z.string().describe('As Meta sees it now; only `UTILITY` is used'),
          quality: z.string().optional(),
          reason: z.string().optional().describe('Meta’s word for why it was rejected or changed'),
          parameterFormat: z.enum(['named', 'positional']),
          body: z.string(),
          header: z.string().optional(),
          buttons: z.array(z.object({ kind: z.string(), title: z.string() })),
          usable: z.boolean(),
        })
        .meta({ id: 'Template' }),
    ),
    uses: z.array(use),
  })
  .meta({ id: 'Templates' });

export const templateEndpoints = (needs: TemplateNeeds): readonly Endpoint[] => {
  const all = async (clinicId: ClinicId) => {
    const [templates, uses] = await Promise.all([
      needs.templates.list(clinicId),
      needs.templates.uses(clinicId),
    ]);
    return {
      templates: templates.map((template) => ({
        ...template,
        buttons: [...template.buttons],
        usable: unusableBecause(template) === undefined,
      })),
      uses: uses.map((each) => ({ ...each, variables: { ...each.variables }, buttons: [...each.buttons] })),
    };
  };

  return [
    endpoint({
      id: 'listTemplates',
      method: 'GET',
      path,
      summary: {
        en: 'The templates of the clinic’s numbers as Meta sees them, and what each is used for',
        pt: 'Os modelos dos números da clínica como a Meta os vê, e para que cada um é usado',
      },
      tag,
      access: { roles: everybody, clinicFrom: 'params' },
      request: { params },
      responses: { 200: shown },
      handler: async ({ clinicId }) => reply(200, await all(clinicId)),
    }),

    endpoint({
      id: 'refreshTemplates',
      method: 'POST',
      path: `${path}/refresh`,
      summary: { en: 'Look at Meta’s list again', pt: 'Ler a lista da Meta de novo' },
      tag,
      access: { roles: admins, clinicFrom: 'params' },
      request: { params },
      responses: { 200: shown },
      errors: ['template.account-unknown', 'template.meta-unavailable'],
      audit: { action: 'templates.refresh', subject: () => 'templates' },
      handler: async ({ clinicId }) => {
        await needs.refreshTemplates(clinicId);
        return reply(200, await all(clinicId));
      },
    }),

    endpoint({
      id: 'proposeTemplates',
      method: 'POST',
      path: `${path}/proposed`,
      summary: {
        en: 'Have the proposed templates made at Meta, and use them where none is chosen',
        pt: 'Criar na Meta os modelos propostos e usá-los onde nenhum foi escolhido',
      },
      tag,
      access: { roles: admins, clinicFrom: 'params' },
      request: { params },
      responses: { 200: shown },
      errors: ['template.account-unknown', 'template.meta-unavailable'],
      audit: { action: 'templates.propose', subject: () => 'templates' },
      handler: async ({ clinicId }) => {
        await needs.proposeTemplates(clinicId);
        return reply(200, await all(clinicId));
      },
    }),

    endpoint({
      id: 'useTemplate',
      method: 'PUT',
      path: `${path}/uses/:purpose`,
      summary: {
        en: 'Choose the template for a purpose; it is checked before anything is sent with it',
        pt: 'Escolher o modelo de uma finalidade; é conferido antes de qualquer envio',
      },
      tag,
      access: { roles: admins, clinicFrom: 'params' },
      request: {
        params: onePurpose,
        body: z.strictObject({
          name: templateName,
          language: templateLanguage,
          variables: z.record(z.string().regex(/^\w{1,60}$/), z.enum(templateValues)).default({}),
          buttons: z.array(z.enum(templateActs)).max(3).default([]),
        }),
      },
      responses: { 200: use },
      errors: ['template.not-found', 'template.unfit'],
      audit: { action: 'template.use', subject: ({ params: { purpose: chosen } }) => `purpose:${chosen}` },
      handler: async ({ clinicId, params: { purpose: chosen }, body }) => {
        const made = { ...body, purpose: chosen };
        await needs.useTemplate(clinicId, made);
        return reply(200, made);
      },
    }),

    endpoint({
      id: 'endTemplateUse',
      method: 'DELETE',
      path: `${path}/uses/:purpose`,
      summary: { en: 'Send no template for a purpose', pt: 'Não enviar modelo para uma finalidade' },
      tag,
      access: { roles: admins, clinicFrom: 'params' },
      request: { params: onePurpose },
      responses: { 204: 'empty' },
      audit: {
        action: 'template.end-use',
        subject: ({ params: { purpose: chosen } }) => `purpose:${chosen}`,
      },
      handler: async ({ clinicId, params: { purpose: chosen } }) => {
        await needs.endTemplateUse(clinicId, chosen);
        return reply(204, undefined);
      },
    }),

    endpoint({
      id: 'openConversation',
      method: 'POST',
      path: '/api/clinics/:clinicId/contacts',
      summary: {
        en: 'Register who only phoned: the person of a number and their conversation, made where there is none; says nothing to them',
        pt: 'Cadastrar quem só ligou: a pessoa de um número e a conversa dela, criadas se não existem; não envia nada',
      },
      tag: 'conversations',
      access: { roles: everybody, clinicFrom: 'params' },
      request: {
        params,
        body: z.strictObject({
          phone: z
            .string()
            .regex(/^\+?[\d ().-]{6,32}$/, 'Expected a telephone number with country code')
            .describe('With country code; punctuation is allowed'),
          name: line(120).optional().describe('For who has no name yet; nobody is renamed'),
        }),
      },
      responses: {
        200: z
          .object({
            contactId: uuidGiven,
            conversationId: uuidGiven,
            name: z.string().optional().describe('As the person is known: not as given, if they were before'),
          })
          .meta({ id: 'OpenedConversation' }),
      },
      errors: ['conversation.phone-malformed', 'clinic.number-not-found'],
      audit: { action: 'contact.open', subject: () => 'contact' },
      handler: async ({ clinicId, body: { phone, name }, note }) => {
        const opened = await needs.openConversation({ clinicId, phone, ...given({ name }) });
        const { contactId, conversationId } = opened;
        note({ contactId, conversationId });
        return reply(200, opened);
      },
    }),
  ];
};
