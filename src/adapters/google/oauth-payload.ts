import { z } from 'zod';
import { readScopes } from '../../domain/connection/oauth-scopes.ts';

const token = z.string().min(1).max(8_192);

/** https://developers.google.com/identity/protocols/oauth2/web-server, revision of 2026-05-17. Google adds fields. */
export const tokenReply = z
  .object({
    access_token: token,
    /** Seconds. */
    expires_in: z.coerce
      .number()
      .positive()
      .max(366 * 86_400),
    refresh_token: token.optional(),
    /** Seconds; only for a grant that ends. */
    refresh_token_expires_in: z.coerce.number().positive().optional(),
    scope: z.string().transform(readScopes).optional(),
    id_token: z.string().optional(),
  })
  .transform((reply) => ({
    accessToken: reply.access_token,
    expiresInMs: reply.expires_in * 1_000,
    refreshToken: reply.refresh_token,
    refreshExpiresInMs: reply.refresh_token_expires_in && reply.refresh_token_expires_in * 1_000,
    scopes: reply.scope,
    idToken: reply.id_token,
  }));

export type TokenReply = z.infer<typeof tokenReply>;

/** A short, plain word: anything else could be a text that quotes what we sent. */
const plainCode = z.string().regex(/^[a-z_]{1,60}$/);

/** Google's `error`; some front of Google's answers with an object there, or with HTML. */
export const errorCode = (body: unknown): string =>
  z
    .object({ error: plainCode })
    .transform(({ error }) => error)
    .catch('unexplained')
    .parse(body);
