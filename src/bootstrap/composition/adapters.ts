import { joseCallerTokens } from '../../adapters/auth/caller-tokens.ts';
import { signedLocalSignIn } from '../../adapters/auth/local-sign-in.ts';
import { rememberedContexts } from '../../adapters/caching/remembered-contexts.ts';
import { joseCertificateSigner } from '../../adapters/crypto/certificate-signer.ts';
import { systemSecrets } from '../../adapters/crypto/secrets.ts';
import { joseStateSigner } from '../../adapters/crypto/state-signer.ts';
import { joseTokenCipher } from '../../adapters/crypto/token-cipher.ts';
import { googleCalendar } from '../../adapters/google/calendar.ts';
import { googleAuthorization } from '../../adapters/google/oauth.ts';
import { fileErasureJournal } from '../../adapters/journal/erasure-journal.ts';
import { sharedLimiter } from '../../adapters/limits/shared-limiter.ts';
import { metaMessageSender } from '../../adapters/meta/send/message-sender.ts';
import { metaWebhookReader } from '../../adapters/meta/webhook/webhook-reader.ts';
import { openRegistry } from '../../adapters/prometheus/registry.ts';
import { prometheusTelemetry } from '../../adapters/prometheus/telemetry.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { uuidV7Ids } from '../../adapters/system/ids.ts';
import { alone } from '../../adapters/system/process-lock.ts';
import { systemRandomness } from '../../adapters/system/randomness.ts';
import { systemTimers } from '../../adapters/system/timers.ts';
import type { Config } from '../config/config.ts';
import type { Environment } from './environment.ts';
import type { OpenStores } from './stores.ts';

/** Everything behind a port that is no store: the vendors, keys, the machine itself. */
export function openAdapters(environment: Environment, config: Config, { requestBudgets }: OpenStores) {
  const { meta, google, keys, auth, localSecret, privacy, log } = environment;
  const { erasureKey, journalPath, certificateKeys } = privacy;
  const timeoutMs = config.GOOGLE_TIMEOUT_MS;
  const metricsRegistry = openRegistry(() => log.linesLost());
  return {
    log,
    clock: systemClock,
    timers: systemTimers,
    ids: uuidV7Ids,
    randomness: systemRandomness,
    metricsRegistry,
    telemetry: prometheusTelemetry(metricsRegistry),
    readContexts: rememberedContexts(),

    webhookReader: metaWebhookReader(meta),
    messageSender: metaMessageSender({
      graphUrl: meta.graphUrl,
      version: config.META_GRAPH_VERSION,
      accessToken: meta.accessToken,
      timeoutMs: config.META_TIMEOUT_MS,
      log: (call) => log.debug(call, 'graph api called'),
    }),
    googleAuthorization: googleAuthorization({ ...google, timeoutMs }, systemClock),
    googleCalendar: googleCalendar({ apiUrl: google.apiUrl, timeoutMs }),

    secrets: systemSecrets,
    tokenCipher: joseTokenCipher(keys.encryptionKeys),
    stateSigner: joseStateSigner(keys.stateKeys),
    certificateSigner: joseCertificateSigner(certificateKeys),
    erasureJournal: fileErasureJournal(journalPath, erasureKey, (work) => alone(journalPath, work)),

    callerTokens: joseCallerTokens(auth),
    localSignIn:
      localSecret === undefined
        ? undefined
        : signedLocalSignIn({ secret: localSecret, secrets: systemSecrets, clock: systemClock }),
    requestLimiter: sharedLimiter({
      budgets: requestBudgets,
      clock: systemClock,
      onTrouble: (err) => log.warn({ err }, 'rate limits could not be read; requests pass'),
    }),
  };
}

export type OpenAdapters = ReturnType<typeof openAdapters>;
