import fc from 'fast-check';
import type { OpenApi, Operation, Parameter } from '../../../src/adapters/http/contract/openapi.ts';
import type { JsonSchema } from '../../../src/adapters/http/contract/json-schema.ts';
import { valid } from './arbitrary.ts';
import { problemsWith } from './conforms.ts';

type Access = {
  readonly roles: readonly string[];
  readonly clinicFrom?: 'params' | 'query' | 'body';
  readonly callers?: 'people';
};
export type Route = {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
  readonly access: Access | 'public';
};

/** What the running server says that it does. */
export async function readContract(
  url: string,
): Promise<{ readonly document: OpenApi; readonly routes: readonly Route[] }> {
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as OpenApi;
  return { document, routes: routesOf(document) };
}

export const routesOf = (document: OpenApi): readonly Route[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      operation,
      access: operation['x-access'] as Access | 'public',
    })),
  );

export type Wanted = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
};

/** A request of the operation as its schemas allow it, about this clinic; what a test fixes is put in by name. */
export function validRequest(
  { path, method, operation, access }: Route,
  document: OpenApi,
  clinicId: string,
): fc.Arbitrary<Wanted> {
  const { schemas } = document.components;
  const made = (parameter: Parameter) =>
    parameter.name === 'clinicId' ? fc.constant(clinicId) : valid(parameter.schema, schemas);
  const placed = (place: Parameter['in']) =>
    operation.parameters.filter((parameter) => parameter.in === place);
  const all = (parameters: readonly Parameter[]) =>
    fc.record(Object.fromEntries(parameters.map((parameter) => [parameter.name, made(parameter)])), {
      requiredKeys: parameters
        .filter(({ name, required }) => required || (name === 'clinicId' && access !== 'public'))
        .map(({ name }) => name) as never[],
    }) as fc.Arbitrary<Record<string, unknown>>;
  const inClinic = (body: unknown) =>
    access !== 'public' && access.clinicFrom === 'body' ? { ...(body as object), clinicId } : body;
  const bodySchema = operation.requestBody?.content['application/json']?.schema;
  return fc
    .record({
      inPath: all(placed('path')),
      inQuery: all(placed('query').filter(({ name }) => name !== 'cursor')),
      version: fc.integer({ min: 1, max: 3 }),
      body: bodySchema === undefined ? fc.constant(undefined) : valid(bodySchema, schemas).map(inClinic),
    })
    .map(({ inPath, inQuery, version, body }) => {
      const query = new URLSearchParams(
        Object.entries(inQuery).map(([name, value]): [string, string] => [name, String(value)]),
      );
      const filled = Object.entries(inPath).reduce(
        (whole, [name, value]) => whole.replace(`{${name}}`, encodeURIComponent(String(value))),
        path,
      );
      return {
        method,
        path: `${filled}${query.size === 0 ? '' : `?${query.toString()}`}`,
        headers: {
          ...(operation.parameters.some(({ name }) => name === 'If-Match') && { 'if-match': `"${version}"` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      };
    });
}

/** How an answer departs from what the contract promises for the operation; nothing when it keeps it. */
export function departures(
  operation: Operation | undefined,
  document: OpenApi,
  answer: { readonly status: number; readonly headers: Headers; readonly text: string },
): readonly string[] {
  const { status, headers, text } = answer;
  const { schemas } = document.components;
  const declared = operation?.responses[String(status)];
  if (status === 304) return [];
  if (status < 400) {
    if (operation === undefined) return [];
    if (declared === undefined) return [`${status} is not declared`];
    const schema = declared.content?.['application/json']?.schema;
    if (schema !== undefined) return jsonProblems(text, headers, schema, document);
    const [media] = Object.keys(declared.content ?? {});
    if (media === undefined) return text === '' ? [] : ['a body where none is declared'];
    const type = headers.get('content-type');
    return type?.startsWith(media) === true ? [] : [`content-type ${type}`];
  }
  const problems = [...jsonProblems(text, headers, schemas['Error']!, document)];
  if (problems.length > 0) return problems;
  const { code, requestId } = JSON.parse(text) as { code: string; requestId: string };
  if (
    headers.get('x-request-id') !== null &&
    headers.get('x-request-id') !== requestId &&
    headers.get('idempotency-replayed') === null
  )
    problems.push('requestId and x-request-id differ');
  if (operation !== undefined && declared?.['x-codes']?.includes(code) !== true)
    problems.push(`${status} ${code} is not declared`);
  if ((status === 429 || status === 503) && headers.get('retry-after') === null)
    problems.push('no Retry-After');
  return problems;
}

function jsonProblems(
  text: string,
  headers: Headers,
  schema: JsonSchema,
  document: OpenApi,
): readonly string[] {
  if (headers.get('content-type')?.startsWith('application/json') !== true)
    return [`content-type ${headers.get('content-type')}`];
  try {
    return problemsWith(JSON.parse(text), schema, document.components.schemas);
  } catch {
    return ['the body is no JSON'];
  }
}

/** Whether an answer goes on until somebody ends it. */
export const isEndless = (contentType: string | null | undefined): boolean =>
  contentType?.startsWith('text/event-stream') === true;

/** The whole answer; of one that goes on, the beginning, and then nobody listens any more. */
export async function textOf(response: Response): Promise<string> {
  if (!isEndless(response.headers.get('content-type')) || response.body === null) return response.text();
  const reader = response.body.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value as Uint8Array | undefined);
}
