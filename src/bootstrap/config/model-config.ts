import { z } from 'zod';
import { modelProviders, type ModelSettings } from '../../adapters/llm/model-settings.ts';
import type { ModelOffer } from '../../application/assistant/model/model-access.ts';
import { defaultModelLimits, type ModelLimits } from '../../domain/assistant/model/model-limits.ts';
import { text, webUrl, whole } from './config-values.ts';
import { given } from '../../domain/given.ts';
import { isOpenHttp } from './open-http.ts';

/** What is read, what is read from the provider's cache, and what is written, in dollars per million tokens. */
const price = text
  .regex(
    /^\d+(?:\.\d+)?\/\d+(?:\.\d+)?\/\d+(?:\.\d+)?$/,
    'must be input/cached/output in dollars, e.g. 0.10/0.01/0.50',
  )
  .transform((written) => {
    const [input = 0, cached = 0, output = 0] = written.split('/').map(Number);
    // who charges for writing into the cache charges at most twice the reading
    return { input, cached, cacheWritten: 2 * input, output };
  });

export const modelVariables = {
  LLM_PROVIDER: z.enum(['none', ...modelProviders, 'twin']).default('none'),
  LLM_BASE_URL: webUrl.optional(),
  LLM_API_KEY: text.optional(),
  LLM_MODEL: text.optional(),
  LLM_PRICE: price.optional(),
  LLM_TURN_MS: whole(defaultModelLimits.turnMs, 500, 50_000),
  LLM_STEP_MS: whole(defaultModelLimits.stepMs, 500, 50_000),
  LLM_MAX_STEPS: whole(defaultModelLimits.steps, 1, 10),
  LLM_DAY_CENTS: whole(200, 0),
  LLM_DAY_TOKENS: whole(3_000_000, 0),
};

type Values = z.infer<z.ZodObject<typeof modelVariables>> & { readonly TURN_DEADLINE_MS: number };

/** Where a language model is asked; absent when the guided assistant answers alone. */
export type ModelSource = { readonly provider: 'twin' } | ModelSettings;

/** All that the provider needs, or `LLM_PROVIDER` `none`. */
export function readModel(
  values: Values,
  isProduction: boolean,
  problems: string[],
): ModelSource | undefined {
  const { LLM_PROVIDER: provider, LLM_BASE_URL: baseUrl, LLM_API_KEY: apiKey } = values;
  if (provider === 'none') return undefined;
  if (values.LLM_TURN_MS + defaultModelLimits.reserveMs > values.TURN_DEADLINE_MS)
    problems.push(
      `LLM_TURN_MS: must leave ${defaultModelLimits.reserveMs} ms of TURN_DEADLINE_MS to the guided assistant`,
    );
  if (provider === 'twin') {
    if (isProduction) problems.push('LLM_PROVIDER: the twin is for development');
    return { provider };
  }
  if (values.LLM_MODEL === undefined) problems.push('LLM_MODEL: is required together with LLM_PROVIDER');
  if (isProduction && baseUrl !== undefined && isOpenHttp(baseUrl))
    problems.push('LLM_BASE_URL: must be https in production, it carries what patients write');
  if (provider === 'openai-compatible') {
    if (baseUrl === undefined) problems.push('LLM_BASE_URL: is required with LLM_PROVIDER openai-compatible');
    // servers of one's own often want no key
    return { provider, apiKey: apiKey ?? 'none', baseUrl: baseUrl ?? '' };
  }
  if (apiKey === undefined) problems.push('LLM_API_KEY: is required together with LLM_PROVIDER');
  return { provider, apiKey: apiKey ?? '', ...given({ baseUrl }) };
}

export const modelLimitsOf = (values: Values): ModelLimits => ({
  ...defaultModelLimits,
  steps: values.LLM_MAX_STEPS,
  turnMs: values.LLM_TURN_MS,
  stepMs: values.LLM_STEP_MS,
});

/** A cent is ten thousand millionths of a dollar. */
export const modelOfferOf = (values: Values): ModelOffer | undefined =>
  values.LLM_PROVIDER === 'none'
    ? undefined
    : {
        model: values.LLM_MODEL ?? 'twin',
        dayLimits: { microdollars: values.LLM_DAY_CENTS * 10_000, tokens: values.LLM_DAY_TOKENS },
        ...(values.LLM_PRICE && { price: values.LLM_PRICE }),
      };
