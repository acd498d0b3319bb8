import type { WantedDestination } from '../ports/alerting/alert-destinations.ts';

/** What the installation says of its own alerts. */
export type AlertOutside = {
  /** Where the console is, without a slash at the end. */
  readonly publicUrl: string;
  /** What its webhook is signed with. */
  readonly webhookSecret?: string;
  readonly destinations: readonly WantedDestination[];
  readonly timeZone: string;
};
