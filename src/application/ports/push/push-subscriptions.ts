import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { BrowserSubscription } from '../../../domain/inbox/browser-subscription.ts';

/**
 * Browsers that want to be told although nobody has the console open. They also go with the session that was signed out
 * (`BrowserSessions.end`) and with the member who is removed (`ClinicMembers.remove`).
 * Contract: tests/contract/contracts/push/push-subscriptions.contract.ts
 */
export interface PushSubscriptions {
  /**
   * Adds the browser, or renews it: then it keeps its id and, for the same person, since when it is told. Of more than
   * `most` of the person in the clinic the ones renewed longest ago go. The id; `undefined` when there is no such clinic.
   */
  put(subscription: BrowserSubscription, most: number, now: Date): Promise<string | undefined>;
  /** Of this person. `false` when there is none. */
  remove(clinicId: ClinicId, userId: string, id: string): Promise<boolean>;
  /** Deletes those that ended before. */
  forget(before: Date): Promise<void>;
}
