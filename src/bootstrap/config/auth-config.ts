import { z } from 'zod';
import { given } from '../../domain/given.ts';
import { list, text, webUrl } from './config-values.ts';

export const authVariables = {
  AUTH_JWKS_URL: webUrl.optional(),
  AUTH_JWT_SECRET: list.pipe(z.array(z.string().min(32)).min(1).max(2)).optional(),
  AUTH_ISSUER: text.optional(),
  AUTH_AUDIENCE: text.default('authenticated'),
  AUTH_ROLE_CLAIM: text.default('app_metadata.atende_role'),
  AUTH_CLINICS_CLAIM: text.default('app_metadata.clinic_ids'),
};

/** Who may call the REST API; absent when a person at this machine signs in by a link. */
export type AuthSettings = {
  readonly jwksUrl?: string;
  readonly secrets?: readonly string[];
  readonly issuer: string;
  readonly audience: string;
  readonly roleClaim: string;
  readonly clinicsClaim: string;
};

type Values = z.infer<z.ZodObject<typeof authVariables>> & { readonly ROLE: readonly string[] };

/** By keys at an address or by shared secrets; in production one of them where requests come in. */
export function readAuth(
  values: Values,
  isProduction: boolean,
  problems: string[],
): AuthSettings | undefined {
  const { AUTH_JWKS_URL: jwksUrl, AUTH_JWT_SECRET: secrets, AUTH_ISSUER: issuer = '' } = values;
  if (jwksUrl === undefined && secrets === undefined) {
    if (isProduction && values.ROLE.includes('web'))
      problems.push('AUTH_JWKS_URL: it or AUTH_JWT_SECRET is required in production');
    return undefined;
  }
  if (issuer === '') problems.push('AUTH_ISSUER: is required with AUTH_JWKS_URL or AUTH_JWT_SECRET');
  if (isProduction && jwksUrl?.startsWith('http:') === true && !isLoopback(jwksUrl))
    problems.push('AUTH_JWKS_URL: must be https in production, or anybody on the way could sign in');
  return {
    ...given({ jwksUrl, secrets }),
    issuer,
    audience: values.AUTH_AUDIENCE,
    roleClaim: values.AUTH_ROLE_CLAIM,
    clinicsClaim: values.AUTH_CLINICS_CLAIM,
  };
}

const isLoopback = (url: string) => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
