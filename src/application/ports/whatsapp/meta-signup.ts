import type { AccountFailure } from '../clinic/whatsapp-accounts.ts';

/** What a page needs to open Meta's own dialog (Embedded Signup) with the installation's app. */
export type SignupDialog = {
  readonly appId: string;
  readonly configId: string;
  /** Of the dialog and of the script that a front end may load for it, e.g. v25.0. */
  readonly version: string;
  /** Where Meta sends the browser back to, with `code` and `state`. */
  readonly redirectUri: string;
  /** The whole address of the dialog, but for `state`, by what is brought in. */
  readonly addresses: { readonly number: string; readonly businessApp: string };
};

/** Meta's Embedded Signup, where the installation has an app for it. */
export interface MetaSignup {
  /** `undefined`: this installation has no such app. */
  readonly dialog: SignupDialog | undefined;
  /**
   * The access token for a code, which lives for half a minute and is taken once. `redirectUri`: the one that the dialog
   * was opened with; absent where Meta's script opened it. Never throws for a vendor failure.
   */
  exchange(code: string, redirectUri?: string): Promise<{ readonly ok: string } | AccountFailure>;
}
