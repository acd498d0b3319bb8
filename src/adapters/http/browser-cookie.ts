import type { Context } from 'koa';

const name = 'atende_browser';
const path = '/api/google/oauth';
const wellFormed = /^[\w-]{43}$/;

/** The cookie by which a consent comes back to the browser that began it; absent or of another shape: none. */
export function readBrowser(ctx: Pick<Context, 'cookies'>): string | undefined {
  const given = ctx.cookies.get(name);
  return given !== undefined && wellFormed.test(given) ? given : undefined;
}

/**
 * Whether a cookie set by this answer will come back with the browser's next visit. Browsers say so themselves; a
 * program sends no such header, and a page of another site may not set cookies here (docs/decisions/0033).
 */
export const keepsCookies = (ctx: Pick<Context, 'get'>): boolean =>
  ['same-origin', 'same-site'].includes(ctx.get('sec-fetch-site'));

/** One cookie for several consents in several tabs. Lax: it comes along when Google sends the browser back. */
export function markBrowser(
  ctx: Pick<Context, 'cookies'>,
  newSecret: () => string,
  { isSecure, lifeMs }: { readonly isSecure: boolean; readonly lifeMs: number },
): string {
  const browser = readBrowser(ctx) ?? newSecret();
  ctx.cookies.set(name, browser, {
    path,
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure,
    maxAge: lifeMs,
    overwrite: true,
  });
  return browser;
}
