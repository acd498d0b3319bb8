import type { ProgramUrls } from '../../adapters/postgres/verify-isolation.ts';
import type { OpenLog } from '../../adapters/logging/logger.ts';
import type { AuthSettings, MetaSettings } from '../config/config.ts';
import type { GoogleSettings } from '../config/google-config.ts';
import type { Keys } from '../local/development-secrets.ts';
import type { PrivacySettings } from '../open-privacy.ts';

/** What the start has found or made before anything is composed. */
export type Environment = {
  readonly database: ProgramUrls;
  readonly meta: MetaSettings;
  readonly google: GoogleSettings;
  readonly keys: Keys;
  readonly auth: AuthSettings;
  /** What sessions of this machine are signed with; absent where nobody may sign in by a link. */
  readonly localSecret?: string;
  readonly privacy: PrivacySettings;
  readonly log: OpenLog;
};
