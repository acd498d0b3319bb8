import type { JsonSchema } from './json-schema.ts';
import type { OpenApi, Operation, Parameter } from './openapi.ts';
import { inComment, typeSource } from './type-source.ts';

/** One TypeScript file without dependencies by which a front end speaks to the API; written by `npm run client`. */
export function clientSource({ paths, components }: OpenApi): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const codes = new Set(
    operations.flatMap(({ operation }) =>
      Object.values(operation.responses).flatMap((response) => response['x-codes'] ?? []),
    ),
  );
  return [
    '// Written by `npm run client` from /openapi.json. Do not edit.',
    '',
    ...Object.entries(components.schemas).map(
      ([name, schema]) => `export type ${name === 'Error' ? 'ErrorBody' : name} = ${typeSource(schema)};\n`,
    ),
    `export type ErrorCode = ${[...codes]
      .sort()
      .map((code) => `'${code}'`)
      .join(' | ')};\n`,
    runtime,
    '/** Every operation of the API. A refused one throws AtendeError. */',
    'export function atendeClient(options: AtendeOptions) {',
    '  const call = caller(options);',
    '  return {',
    ...operations.map(operationSource),
    '  };',
    '}',
    '',
    'export type AtendeClient = ReturnType<typeof atendeClient>;',
    '',
  ].join('\n');
}

type Placed = { readonly path: string; readonly method: string; readonly operation: Operation };

function operationSource({ path, method, operation }: Placed): string {
  const { operationId, summary, parameters, requestBody, responses } = operation;
  const header = (name: string) => parameters.find((parameter) => parameter.name === name);
  const fields = [
    ...parameters.filter((parameter) => parameter.in !== 'header').map(parameterField),
    ...(requestBody === undefined ? [] : [`readonly body: ${bodyType(requestBody.content)};`]),
    ...(header('If-Match') === undefined
      ? []
      : ['\n/** The version that you have read. */\nreadonly ifMatch: number;']),
    ...(header('Idempotency-Key') === undefined
      ? []
      : ['\n/** The same for every repeat; made when absent. */\nreadonly idempotencyKey?: string;']),
    'readonly signal?: AbortSignal;',
  ];
  const isOptional = fields.every((field) => /^(\n\/\*\*.*\*\/\n)?readonly "?\w+"?\?:/.test(field));
  const inQuery = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  const isRepeatable = header('Idempotency-Key') !== undefined;
  // a browser loads all of them: what is usual is not written down
  const rest = [
    ...(inQuery.length > 0 || isRepeatable ? [JSON.stringify(inQuery)] : []),
    ...(isRepeatable ? ['true'] : []),
  ];
  const results = Object.entries(responses)
    .filter(([status]) => Number(status) < 400)
    .map(([, { content }]) => (content === undefined ? 'undefined' : contentType(content)));
  return [
    `    /** ${inComment(summary)}. ${method} ${path} */`,
    `    ${operationId}: (input: { ${fields.join(' ')} }${isOptional ? ' = {}' : ''}) =>`,
    `      call<${[...new Set(results)].join(' | ')}>(${['input', `'${method}'`, `'${path}'`, ...rest].join(', ')}),`,
  ].join('\n');
}

const parameterField = ({ name, required, description, schema }: Parameter): string =>
  `${description === undefined ? '' : `\n/** ${inComment(description)} */\n`}readonly ${JSON.stringify(name)}${required ? '' : '?'}: ${typeSource(schema)}${required ? '' : ' | undefined'};`;

/** What is no JSON is a file. */
const bodyType = (content: Readonly<Record<string, { readonly schema: JsonSchema }>>): string =>
  content['application/json'] === undefined ? 'Blob' : contentType(content);

const contentType = (content: Readonly<Record<string, { readonly schema: JsonSchema }>>): string => {
  const json = content['application/json'];
  return json === undefined ? 'Response' : typeSource(json.schema);
};

const runtime = `export type AtendeOptions = {
  /** e.g. \`https://api.example.com\`; empty for the page's own origin. */
  readonly baseUrl: string;
  /** The bearer token or API key, asked for at every call; none for the session of a local run. */
  readonly token?: () => string | undefined | Promise<string | undefined>;
  readonly fetch?: typeof fetch;
  /** Of messages and hints; what the browser asks for when absent. */
  readonly language?: 'en' | 'pt-BR';
};

/** A refused call. \`code\` is stable; \`requestId\` finds it in our logs. */
export class AtendeError extends Error {
  readonly status: number;
  readonly code: ErrorCode | (string & {});
  readonly requestId: string;
  readonly hint: string | undefined;
  readonly details: unknown;
  /** Of Retry-After; absent when repeating does not help. */
  readonly retryAfterSeconds: number | undefined;
  constructor(status: number, body: ErrorBody, retryAfterSeconds: number | undefined) {
    super(body.message);
    this.name = 'AtendeError';
    this.status = status;
    this.code = body.code;
    this.requestId = body.requestId;
    this.hint = body.hint;
    this.details = body.details;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

const caller =
  ({ baseUrl, token, fetch: send = fetch, language }: AtendeOptions) =>
  async <Result>(
    input: Readonly<Record<string, unknown>>,
    method: string,
    /** With the names of what stands in it, as \`/api/clinics/{clinicId}\`. */
    place: string,
    inQuery: readonly string[] = [],
    /** Sent again with the same key it is done once. */
    isRepeatable = false,
  ): Promise<Result> => {
    const path = place.replace(/\\{(\\w+)\\}/g, (_, name: string) => encodeURIComponent(String(input[name])));
    const query = new URLSearchParams();
    for (const name of inQuery) {
      const value = input[name];
      if (value !== undefined) query.set(name, String(value));
    }
    const bearer = await token?.();
    const { body, ifMatch, idempotencyKey, signal } = input as {
      body?: unknown;
      ifMatch?: number;
      idempotencyKey?: string;
      signal?: AbortSignal;
    };
    const response = await send(\`\${baseUrl}\${path}\${query.size === 0 ? '' : \`?\${query.toString()}\`}\`, {
      method,
      headers: {
        ...(bearer === undefined ? { 'x-atende-request': '1' } : { authorization: \`Bearer \${bearer}\` }),
        ...(language !== undefined && { 'accept-language': language }),
        ...(body !== undefined && !(body instanceof Blob) && { 'content-type': 'application/json' }),
        ...(ifMatch !== undefined && { 'if-match': \`"\${ifMatch}"\` }),
        ...(isRepeatable && { 'idempotency-key': idempotencyKey ?? crypto.randomUUID() }),
      },
      ...(body !== undefined && { body: body instanceof Blob ? body : JSON.stringify(body) }),
      ...(signal !== undefined && { signal }),
    });
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    if (!response.ok) {
      const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
      const shown = isJson
        ? ((await response.json()) as ErrorBody)
        : { requestId: response.headers.get('x-request-id') ?? '', code: 'http.not-atende', message: response.statusText };
      throw new AtendeError(response.status, shown, Number.isNaN(retryAfter) ? undefined : retryAfter);
    }
    if (response.status === 204) return undefined as Result;
    return (isJson ? await response.json() : response) as Result;
  };
`;
