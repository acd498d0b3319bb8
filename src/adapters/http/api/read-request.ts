import type { ParameterizedContext } from 'koa';
import { z } from 'zod';
import { HttpRefusal } from '../server/error-response.ts';
import type { RequestState } from '../server/request-context.ts';
import type { Endpoint } from './endpoint.ts';
import { refuseUnstorable } from './storable.ts';

const mostProblems = 20;
const longestText = 200;
const cut = (text: string) => (text.length > longestText ? `${text.slice(0, longestText)}…` : text);

type Parts = { readonly params: unknown; readonly query: unknown; readonly body: unknown };

/** Validates all parts at once, so that whoever calls sees every problem. @throws HttpRefusal 400 naming each place */
export function validate({ request }: Endpoint, parts: Parts): Parts {
  refuseUnstorable([parts.params, parts.query], 'http.invalid-request');
  const results = {
    params: parse(request.params, parts.params),
    query: parse(request.query ?? z.strictObject({}), parts.query),
    body: parse(request.body, parts.body),
  };
  const problems = Object.entries(results).flatMap(([part, { error }]) =>
    (error?.issues ?? []).map((issue) => ({
      at: cut([part, ...issue.path.map(String)].join('.')),
      message: cut(messageOf(issue)),
    })),
  );
  if (problems.length > 0) {
    throw new HttpRefusal('http.invalid-request', 'The request is not as it should be', {
      details: { problems: problems.slice(0, mostProblems) },
    });
  }
  return { params: results.params.data, query: results.query.data, body: results.body.data };
}

/** A field too much is named where it may be a name: what else stands there may be somebody's number or words. */
const messageOf = (issue: z.core.$ZodIssue): string =>
  issue.code === 'unrecognized_keys' && !issue.keys.every((key) => /^[a-z_]\w{0,39}$/i.test(key))
    ? 'Unrecognized keys'
    : issue.message;

const parse = (schema: z.ZodType | undefined, value: unknown) =>
  schema === undefined ? { data: undefined, error: undefined } : schema.safeParse(value);

/** `ctx.query` without its missing prototype, which some checks trip over. */
export const queryOf = (ctx: ParameterizedContext<RequestState>): Record<string, unknown> => ({
  ...ctx.query,
});
