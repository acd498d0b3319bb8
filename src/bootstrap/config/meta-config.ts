import { z } from 'zod';
import { list, text, webUrl, whole } from './config-values.ts';
import { readSignup, type SignupSettings } from './signup-config.ts';

export const metaVariables = {
  WEBHOOK_VERIFY_TOKEN: text.optional(),
  META_APP_SECRET: list.pipe(z.array(z.string().min(8)).min(1).max(2)).optional(),
  META_ACCESS_TOKEN: text.optional(),
  META_GRAPH_URL: webUrl.optional(),
  META_GRAPH_VERSION: z
    .string()
    .regex(/^v\d+\.\d+$/)
    .default('v25.0'),
  META_TIMEOUT_MS: whole(10_000, 100, 60_000),
};

/** What Meta needs to be spoken to; absent when the twin stands in for it. */
export type MetaSettings = {
  readonly verifyToken: string;
  readonly appSecrets: readonly string[];
  readonly accessToken: string;
  readonly graphUrl: string;
  /** Of the app by which clinics bring their numbers in; absent: by pasted tokens alone. */
  readonly signup?: SignupSettings | undefined;
};

type Values = z.infer<z.ZodObject<typeof metaVariables>> & Parameters<typeof readSignup>[0];

/** All of Meta's variables or, outside production, none of them. */
export function readMeta(
  values: Values,
  isProduction: boolean,
  problems: string[],
): MetaSettings | undefined {
  const { WEBHOOK_VERIFY_TOKEN, META_APP_SECRET, META_ACCESS_TOKEN, META_GRAPH_URL } = values;
  const named = { WEBHOOK_VERIFY_TOKEN, META_APP_SECRET, META_ACCESS_TOKEN };
  const isGiven = META_GRAPH_URL !== undefined || Object.values(named).some((value) => value !== undefined);
  if (!isGiven && !isProduction) return undefined;
  for (const [name, value] of Object.entries(named)) {
    if (value === undefined) {
      problems.push(
        `${name}: is required ${isProduction ? 'in production' : 'together with the other META_ variables'}`,
      );
    }
  }
  return {
    verifyToken: WEBHOOK_VERIFY_TOKEN ?? '',
    appSecrets: META_APP_SECRET ?? [],
    accessToken: META_ACCESS_TOKEN ?? '',
    graphUrl: META_GRAPH_URL ?? 'https://graph.facebook.com',
    signup: readSignup(values, problems),
  };
}
