const name = 'atende_browser';
const path = '/api/google/oauth';
const wellFormed = /^[\w-]{43}$/;

type Cookies = { readonly cookie: (name: string) => string | undefined };

/** The cookie by which a consent comes back to the browser that began it; absent or of another shape: none. */
export function readBrowser({ cookie }: Cookies): string | undefined {
  const given = cookie(name);
  return given !== undefined && wellFormed.test(given) ? given : undefined;
}

/**
 * Whether a cookie set by this answer will come back with the browser's next visit. Browsers say so themselves; a
 * program sends no such header, and a page of another site may not set cookies here (docs/decisions/0033).
 */
export const keepsCookies = ({ header }: { readonly header: (name: string) => string }): boolean =>
  ['same-origin', 'same-site'].includes(header('sec-fetch-site'));

type Life = { readonly isSecure: boolean; readonly lifeMs: number };

/** The Set-Cookie for it. Lax: it comes along when Google sends the browser back. */
export const browserCookie = (browser: string, { isSecure, lifeMs }: Life): string =>
  `${name}=${browser}; Path=${path}; Max-Age=${Math.floor(lifeMs / 1_000)}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
