import { z } from 'zod';
import type { Template } from '../../../domain/templates/template.ts';
import type { ProposedTemplate } from '../../../domain/templates/proposed-templates.ts';
import { given } from '../../../domain/given.ts';

/** docs/vendors/meta.md#templates. Tolerant: Meta adds fields, kinds of components and words. */
const component = z.looseObject({
  type: z.string().catch(''),
  format: z.string().optional().catch(undefined),
  text: z.string().optional().catch(undefined),
  buttons: z
    .array(z.looseObject({ type: z.string().catch(''), text: z.string().catch('') }))
    .optional()
    .catch(undefined),
});

const listed = z.looseObject({
  name: z.string(),
  language: z.string(),
  status: z.string(),
  category: z.string().catch('UNKNOWN'),
  parameter_format: z.string().optional().catch(undefined),
  rejected_reason: z.string().optional().catch(undefined),
  quality_score: z
    .looseObject({ score: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
  components: z.array(component).catch([]),
});

export const templatePage = z.looseObject({
  data: z.array(z.unknown()),
  paging: z
    .looseObject({
      cursors: z.looseObject({ after: z.string().optional() }).optional(),
      next: z.string().optional(),
    })
    .optional(),
});

/** `undefined` for what has no name, language or status: it could not be used or told from others. */
export function templateIn(wabaId: string, value: unknown): Template | undefined {
  const read = listed.safeParse(value);
  if (!read.success) return undefined;
  const {
    name,
    language,
    status,
    category,
    components,
    quality_score: score,
    rejected_reason: why,
  } = read.data;
  const of = (type: string) => components.find((each) => each.type.toUpperCase() === type);
  const header = of('HEADER');
  return {
    wabaId,
    name,
    language,
    status: status.toUpperCase(),
    category: category.toUpperCase(),
    parameterFormat: read.data.parameter_format?.toLowerCase() === 'named' ? 'named' : 'positional',
    body: of('BODY')?.text ?? '',
    buttons: (of('BUTTONS')?.buttons ?? []).map(({ type, text }) => ({
      kind: type.toUpperCase(),
      title: text,
    })),
    ...given({
      quality: score?.score?.toUpperCase(),
      reason: why === undefined || why === 'NONE' ? undefined : why,
      header: header && (header.format ?? 'TEXT').toUpperCase(),
    }),
  };
}

/** What Meta is asked to make. */
export const creationBody = (template: ProposedTemplate) => ({
  name: template.name,
  language: template.language,
  category: template.category,
  parameter_format: 'named',
  message_send_ttl_seconds: template.ttlSeconds,
  components: [
    {
      type: 'BODY',
      text: template.body,
      example: {
        body_text_named_params: Object.entries(template.examples).map(([param_name, example]) => ({
          param_name,
          example,
        })),
      },
    },
    ...(template.buttons.length > 0
      ? [
          {
            type: 'BUTTONS',
            buttons: template.buttons.map(({ title }) => ({ type: 'QUICK_REPLY', text: title })),
          },
        ]
      : []),
  ],
});
