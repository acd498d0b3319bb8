type Cookie = { readonly name: string; readonly attributes: string };

/** The cookies of a signed-in browser, and of one that is about to sign in. */
export type SessionCookies = { readonly session: Cookie; readonly attempt: Cookie };

/**
 * No script can read them and no page of another site sends them along with a change. Behind https their names let a
 * browser take them from this very host alone (RFC 6265bis, `__Host-`). Lax: signing in ends with a visit that another
 * site began.
 */
export function sessionCookies(isSecure: boolean): SessionCookies {
  const prefix = isSecure ? '__Host-' : '';
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  return {
    session: { name: `${prefix}atende_session`, attributes },
    attempt: { name: `${prefix}atende_sign_in`, attributes },
  };
}

/** The Set-Cookie for it; with 0 seconds the browser forgets it. */
export const cookieText = ({ name, attributes }: Cookie, value: string, seconds: number): string =>
  `${name}=${value}; Max-Age=${seconds}; ${attributes}`;
