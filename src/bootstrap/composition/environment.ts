import type { WebPushSettings } from '../../adapters/announcing/push/web-push.ts';
import type { OidcSettings } from '../../adapters/auth/oidc.ts';
import type { LanguageModel } from '../../application/ports/assistant/language-model.ts';
import type { Transcription } from '../../application/ports/media/transcription.ts';
import type { ProgramUrls } from '../../adapters/postgres/schema/verify-isolation.ts';
import type { OpenTracing } from '../../adapters/tracing/otlp-tracing.ts';
import type { OpenLog } from '../../adapters/logging/logger.ts';
import type { AuthSettings } from '../config/auth-config.ts';
import type { MetaSettings } from '../config/meta-config.ts';
import type { GoogleSettings } from '../config/google-config.ts';
import type { Keys } from '../local/development-secrets.ts';
import type { PrivacySettings } from '../opening/open-privacy.ts';

/** What the start has found or made before anything is composed. */
export type Environment = {
  readonly database: ProgramUrls;
  readonly meta: MetaSettings;
  readonly google: GoogleSettings;
  readonly keys: Keys;
  readonly auth: AuthSettings;
  /** What sessions of this machine are signed with; absent where nobody may sign in by a link. */
  readonly localSecret?: string;
  /** Absent where people do not sign in with a browser. */
  readonly oidc?: OidcSettings | undefined;
  /** Where the outside reaches us, without a slash at the end. */
  readonly publicUrl: string;
  /** Whether the outside reaches us by https. */
  readonly isSecure: boolean;
  readonly privacy: PrivacySettings;
  /** Absent where no browser is told while it is closed. */
  readonly push?: WebPushSettings | undefined;
  /** Absent where the guided assistant answers alone. */
  readonly languageModel?: LanguageModel | undefined;
  /** Absent where nobody listens to recordings. */
  readonly transcription?: Transcription | undefined;
  /** Absent where nobody wants to see spans. */
  readonly traces?: OpenTracing | undefined;
  readonly log: OpenLog;
};
