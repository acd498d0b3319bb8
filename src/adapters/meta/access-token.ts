import type { NumberAccess } from '../../application/ports/whatsapp/number-credentials.ts';

/** The token for a number or account, or why there is none. `isFresh`: as it is now, after the known one was refused. */
export type ReadToken<Of> = (
  place: Of,
  isFresh?: boolean,
) => Promise<{ readonly token: string } | { readonly missing: string }>;

/** What the number has of its own, else the installation's. */
export const tokenOr =
  <Of>(
    installation: string,
    accessOf: (place: Of, isFresh?: boolean) => Promise<NumberAccess>,
  ): ReadToken<Of> =>
  async (place, isFresh) => {
    const access = await accessOf(place, isFresh);
    return access === 'installation' ? { token: installation } : access;
  };

/** One token for every number. */
export const sameToken =
  (token: string): ReadToken<unknown> =>
  () =>
    Promise.resolve({ token });
