import type { BrowserSessionId } from '../../../domain/access/browser-session-id.ts';
import type { BrowserSession } from '../../../domain/access/browser-session.ts';

/** Browsers that are or were signed in. Contract: tests/contract/contracts/access/browser-sessions.contract.ts */
export interface BrowserSessions {
  /** `secretDigest` names the secret in the browser's cookie. */
  add(session: BrowserSession, secretDigest: string): Promise<void>;
  /** Also one that has ended. */
  find(secretDigest: string): Promise<BrowserSession | undefined>;
  /** Those that are known, in any order. */
  get(ids: readonly BrowserSessionId[]): Promise<readonly BrowserSession[]>;
  /** Kept to the minute. */
  markUsed(id: BrowserSessionId, now: Date): Promise<void>;
  /** For good, and what the browser was to be told with it; `false` when it is unknown or has been ended. */
  end(id: BrowserSessionId, by: string, now: Date): Promise<boolean>;
  /** Those that nobody has ended and that may still be live, newest first, after `after`. */
  list(now: Date, limit: number, after?: BrowserSessionId): Promise<readonly BrowserSession[]>;
  /** Deletes those whose longest life was over before. */
  forget(before: Date): Promise<void>;
}
