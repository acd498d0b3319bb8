import type { BrowserSessionId } from '../access/browser-session-id.ts';
import type { ClinicId } from '../clinic/clinic.ts';
import { after } from '../instants.ts';

/** Where a push service takes messages for one browser, and what they are encrypted with (RFC 8291). */
export type PushEndpoint = {
  readonly url: string;
  /** Of the browser; base64url of an uncompressed point of P-256. */
  readonly publicKey: string;
  /** base64url of 16 bytes. */
  readonly authSecret: string;
};

/** A browser in which somebody wants to be told of one clinic. */
export type BrowserSubscription = {
  readonly id: string;
  readonly clinicId: ClinicId;
  readonly userId: string;
  readonly endpoint: PushEndpoint;
  /** Of the browser when it was last renewed; with it this ends. Absent for the link of a local run, and for tokens. */
  readonly sessionId?: BrowserSessionId | undefined;
  /** Is told as long as the clinic has the person as a member. */
  readonly isByMembership: boolean;
  /** It is told of what begins to wait from then on. */
  readonly since: Date;
  readonly endsAt: Date;
};

/** In one clinic; of more, the one that was not renewed for longest goes. */
export const mostBrowsersOfAPerson = 10;

const day = 24 * 3_600_000;
const keptMs = 30 * day;

/**
 * Until when a browser is told unless it is renewed: as long as the access by which it was switched on may last, however
 * much it is used. By the link of a local run, which has no end, for a month.
 */
export const subscriptionEnds = (accessEndsAt: Date | undefined, now: Date): Date =>
  accessEndsAt ?? after(now, keptMs);
