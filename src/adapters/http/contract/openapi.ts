import { z } from 'zod';
import type { ErrorEntry } from '../../../domain/error.ts';
import { statusOf } from '../server/status-of.ts';
import { errorCodesOf } from './declared-errors.ts';
import { describedTags } from './tags.ts';
import { webhookContract } from './webhook-contract.ts';
import type { Endpoint } from '../api/endpoint.ts';
import { jsonSchemaOf, type JsonSchema } from './json-schema.ts';

const error = z
  .object({
    requestId: z.string().describe('Tell it to us when you ask for help'),
    code: z.string().describe('Stable; docs/errors.md lists all of them'),
    message: z.string().describe('In English; in Brazilian Portuguese where Accept-Language prefers it'),
    hint: z.string().optional().describe('What the caller can do about it, in the language of the message'),
    details: z.unknown().optional(),
  })
  .meta({ id: 'Error' });

export type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
};
type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>;
export type Operation = {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly 'x-summary-pt': string;
  /** `public`, or who may call and where the clinic stands. */
  readonly 'x-access': unknown;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<
    Record<
      string,
      { readonly description: string; readonly content?: Content; readonly 'x-codes'?: readonly string[] }
    >
  >;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
};
export type OpenApi = {
  readonly openapi: '3.1.0';
  readonly info: {
    readonly title: string;
    readonly version: string;
    readonly description: string;
    readonly contact: { readonly name: string };
    readonly license: { readonly name: string; readonly identifier: string };
  };
  readonly servers: readonly { readonly url: string; readonly description: string }[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly webhooks: typeof webhookContract;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly securitySchemes: Readonly<Record<string, JsonSchema>>;
  };
};

type Options = { readonly version: string; readonly catalogue: ReadonlyMap<string, ErrorEntry> };

/** The contract of the declared routes. @throws when a route declares a code that the catalogue does not know */
export function openApi(endpoints: readonly Endpoint[], { version, catalogue }: Options): OpenApi {
  const schemas: Record<string, JsonSchema> = {};
  // once: every operation names it several times
  const errorSchema = jsonSchemaOf(error, schemas);
  const paths: Record<string, Record<string, Operation>> = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
    const operations = (paths[path] ??= {});
    if (operations[endpoint.method.toLowerCase()] !== undefined)
      throw new Error(`${endpoint.method} ${path} is declared twice`);
    operations[endpoint.method.toLowerCase()] = operationOf(endpoint, { schemas, errorSchema, catalogue });
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Atende',
      version,
      description: 'Clinics, their WhatsApp numbers, their context and who works for them.',
      contact: { name: 'The operator of this installation' },
      license: { name: 'Proprietary', identifier: 'LicenseRef-Proprietary' },
    },
    servers: [{ url: '/', description: 'Where this document was read' }],
    tags: describedTags(endpoints.map(({ tag }) => tag)),
    paths,
    webhooks: webhookContract,
    components: {
      schemas,
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'A JWT of the identity provider, or an API key',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'atende_session',
          description: 'Set by the sign-in link of a local run; a change needs the header x-atende-request',
        },
      },
    },
  };
}

type Document = {
  /** The components so far. */
  readonly schemas: Record<string, JsonSchema>;
  readonly errorSchema: JsonSchema;
  readonly catalogue: ReadonlyMap<string, ErrorEntry>;
};

function operationOf(endpoint: Endpoint, document: Document): Operation {
  const { schemas } = document;
  const { id, tag, summary, access, request } = endpoint;
  const body = request.body && jsonSchemaOf(request.body, schemas);
  return {
    operationId: id,
    tags: [tag],
    summary: summary.en,
    description: whoMay(access),
    'x-summary-pt': summary.pt,
    'x-access': access,
    parameters: [
      ...parametersIn('path', request.params, schemas),
      ...parametersIn('query', request.query, schemas),
      ...headerParameters(endpoint),
    ],
    ...(body !== undefined && {
      requestBody: { required: true, content: { 'application/json': { schema: body } } },
    }),
    ...(endpoint.rawBody !== undefined && {
      requestBody: {
        required: true,
        content: { 'application/octet-stream': { schema: { type: 'string' } } },
      },
    }),
    responses: { ...successesOf(endpoint, schemas), ...failuresOf(endpoint, document) },
    security: access === 'public' ? [] : [{ bearer: [] }, { session: [] }],
  };
}

function whoMay(access: Endpoint['access']): string {
  if (access === 'public') return 'Anybody may call it.';
  const where = access.clinicFrom === undefined ? '' : ` in the clinic that the ${access.clinicFrom} name`;
  return `For ${access.roles.join(', ')}${where}.`;
}

function parametersIn(
  place: 'path' | 'query',
  schema: z.ZodType | undefined,
  schemas: Record<string, JsonSchema>,
): readonly Parameter[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = jsonSchemaOf(schema, schemas) as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...own }]) => ({
    name,
    in: place,
    required: required.includes(name),
    ...(typeof description === 'string' && { description }),
    schema: own,
  }));
}

const headerParameters = ({ idempotent, versioned }: Endpoint): readonly Parameter[] => [
  ...(idempotent === undefined
    ? []
    : [
        {
          name: 'Idempotency-Key',
          in: 'header' as const,
          required:
            typeof idempotent === 'object' &&
            'byUseCase' in idempotent &&
            idempotent.byUseCase === 'required',
          description: 'The same key again gets the answer of the first request, for at least 24 hours',
          schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
        },
      ]),
  ...(versioned === undefined
    ? []
    : [
        {
          name: 'If-Match',
          in: 'header' as const,
          required: true,
          description: 'The ETag of what you have read',
          schema: { type: 'string', pattern: '^"\\d{1,9}"$' },
        },
      ]),
];

const successesOf = ({ responses }: Endpoint, schemas: Record<string, JsonSchema>) =>
  Object.fromEntries(
    Object.entries(responses).map(([status, declared]) => {
      if (declared === 'empty') return [status, { description: 'Nothing to say' }];
      return declared instanceof z.ZodType
        ? [
            status,
            {
              description: 'Done',
              content: { 'application/json': { schema: jsonSchemaOf(declared, schemas) } },
            },
          ]
        : [
            status,
            {
              description: 'Done',
              content: { [declared.mediaType]: { schema: mediaSchema(declared.mediaType) } },
            },
          ];
    }),
  );

/** JSON that is written piece by piece is an object like any other to who reads it. */
const mediaSchema = (mediaType: string): JsonSchema => ({
  type: mediaType === 'application/json' ? 'object' : 'string',
});

function failuresOf(endpoint: Endpoint, { errorSchema, catalogue }: Document) {
  const byStatus = new Map<number, ErrorEntry[]>();
  for (const code of errorCodesOf(endpoint)) {
    const entry = catalogue.get(code);
    if (entry === undefined)
      throw new Error(`${endpoint.id} declares ${code}, which the catalogue does not know`);
    const status = statusOf[entry.class];
    byStatus.set(status, [...(byStatus.get(status) ?? []), entry]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, entries]) => [
      status,
      {
        description: entries.map(({ code, message }) => `\`${code}\`: ${message.en}`).join('\n\n'),
        'x-codes': entries.map(({ code }) => code),
        content: { 'application/json': { schema: errorSchema } },
      },
    ]),
  );
}
