import type { IdentityProvider } from '../../application/ports/access/identity-provider.ts';
import { SignInRefused } from '../../domain/access/browser-errors.ts';

/** Where none is configured nobody signs in. */
export const noIdentityProvider: IdentityProvider = {
  async signInUrl() {
    throw new SignInRefused();
  },
  async whoCameBack() {
    throw new SignInRefused();
  },
};
