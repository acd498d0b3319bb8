import { given } from '../../domain/given.ts';
import type { NumberPlace } from '../../domain/connection/number-secret.ts';
import { makeObjectiveLedger } from '../../application/operations/objective-ledger.ts';
import type { TemplateAccount } from '../../application/ports/templates/templates.ts';
import { makeAccountAccess } from '../../application/whatsapp/account-access.ts';
import { makeNumberCredentials } from '../../application/whatsapp/number-credentials.ts';
import { tokenOr } from '../../adapters/meta/access-token.ts';
import { alertMail, noAlertMail } from '../../adapters/announcing/alerts/alert-mail.ts';
import { alertWebhook } from '../../adapters/announcing/alerts/alert-webhook.ts';
import { noWebPush, webPush } from '../../adapters/announcing/push/web-push.ts';
import { noIdentityProvider } from '../../adapters/auth/no-identity-provider.ts';
import { oidcProvider } from '../../adapters/auth/oidc.ts';
import { sessionCookies } from '../../adapters/http/server/session-cookies.ts';
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
import { noErasureJournal } from '../../adapters/journal/no-erasure-journal.ts';
import { sharedLimiter } from '../../adapters/limits/shared-limiter.ts';
import { sealedMediaVault } from '../../adapters/media/media-vault.ts';
import { metaAccountSetup } from '../../adapters/meta/accounts/account-setup.ts';
import { metaSignup } from '../../adapters/meta/accounts/meta-signup.ts';
import { metaWhatsAppAccounts } from '../../adapters/meta/accounts/whatsapp-accounts.ts';
import { metaMediaSource } from '../../adapters/meta/media/media-source.ts';
import { metaMediaTarget } from '../../adapters/meta/media/media-target.ts';
import { metaMessageSender } from '../../adapters/meta/send/message-sender.ts';
import { metaTemplateManager } from '../../adapters/meta/templates/template-manager.ts';
import { metaWebhookReader } from '../../adapters/meta/webhook/webhook-reader.ts';
import { clinicLabels } from '../../adapters/prometheus/clinic-labels.ts';
import { openRegistry } from '../../adapters/prometheus/registry.ts';
import { prometheusTelemetry } from '../../adapters/prometheus/telemetry.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { uuidV7Ids } from '../../adapters/system/ids.ts';
import { alone } from '../../adapters/system/process-lock.ts';
import { systemRandomness } from '../../adapters/system/randomness.ts';
import { systemTimers } from '../../adapters/system/timers.ts';
import { installationDestinations, smtpOf } from '../config/alert-config.ts';
import type { Config } from '../config/config.ts';
import { blobsOf } from '../opening/open-blobs.ts';
import type { Environment } from './environment.ts';
import type { OpenStores } from './stores.ts';

/** Everything behind a port that is no store: the vendors, keys, the machine itself. */
export function openAdapters(environment: Environment, config: Config, stores: OpenStores) {
  const { meta, google, keys, auth, localSecret, oidc, isSecure, privacy, log } = environment;
  const { erasureKey, journalPath, certificateKeys } = privacy;
  const timeoutMs = config.GOOGLE_TIMEOUT_MS;
  const tokenCipher = joseTokenCipher(keys.encryptionKeys);
  const numberCredentials = makeNumberCredentials({ ...stores, tokenCipher, clock: systemClock });
  const tokenOf = tokenOr<NumberPlace>(meta.accessToken, (number, isFresh) =>
    numberCredentials.accessOf(number, isFresh),
  );
  const graph = {
    graphUrl: meta.graphUrl,
    version: config.META_GRAPH_VERSION,
    timeoutMs: config.META_TIMEOUT_MS,
  };
  const accountTokenOf = tokenOr<TemplateAccount>(
    meta.accessToken,
    makeAccountAccess({ ...stores, numberCredentials }),
  );
  const signup = signupOf(environment);
  const accountSetup = metaAccountSetup({
    ...graph,
    appToken: signup && `${signup.appId}|${signup.appSecret}`,
  });
  const clinicLabel = clinicLabels(config.METRICS_MOST_CLINICS);
  const objectiveLedger = makeObjectiveLedger();
  const metricsRegistry = openRegistry(
    () => log.linesLost(),
    () => environment.traces?.counts(),
  );
  const isProduction = config.NODE_ENV === 'production';
  const smtp = smtpOf(config, isProduction);
  return {
    log,
    clock: systemClock,
    timers: systemTimers,
    ids: uuidV7Ids,
    randomness: systemRandomness,
    metricsRegistry,
    clinicLabel,
    objectiveLedger,
    telemetry: prometheusTelemetry(metricsRegistry, clinicLabel, objectiveLedger),
    tracing: environment.traces?.tracing,
    readContexts: rememberedContexts(),

    webhookReader: metaWebhookReader(meta),
    numberCredentials,
    messageSender: metaMessageSender({
      ...graph,
      tokenOf,
      log: (call) => log.debug(call, 'graph api called'),
    }),
    templateManager: metaTemplateManager({ ...graph, tokenOf: accountTokenOf }),
    whatsAppAccounts: metaWhatsAppAccounts({
      ...graph,
      ...{ accessToken: meta.accessToken, tokenOf, accountTokenOf, numberCredentials, accountSetup },
    }),
    accountSetup,
    metaSignup: metaSignup({ ...graph, signup }),
    googleAuthorization: googleAuthorization({ ...google, timeoutMs }, systemClock),
    pushAddress: google.pushAddress,
    googleCalendar: googleCalendar({ apiUrl: google.apiUrl, timeoutMs }),

    languageModel: environment.languageModel,
    transcription: environment.transcription,
    mediaSource: metaMediaSource({ ...graph, tokenOf }, systemTimers),
    mediaTarget: metaMediaTarget({ ...graph, tokenOf }, systemTimers),
    mediaVault: sealedMediaVault(blobsOf(config), tokenCipher),

    alertChannels: {
      webhook: alertWebhook({
        clock: systemClock,
        timeoutMs: config.ALERT_TIMEOUT_MS,
        isOpen: !isProduction,
      }),
      email: smtp === undefined ? noAlertMail : alertMail(smtp).channel,
    },
    alertOutside: {
      publicUrl: environment.publicUrl,
      ...given({ webhookSecret: config.ALERT_WEBHOOK_SECRET }),
      destinations: installationDestinations(config),
      timeZone: config.ALERT_TIME_ZONE,
    },

    pushService:
      environment.push === undefined ? noWebPush : webPush({ ...environment.push, clock: systemClock }),

    secrets: systemSecrets,
    tokenCipher,
    stateSigner: joseStateSigner(keys.stateKeys),
    certificateSigner: joseCertificateSigner(certificateKeys),
    erasureJournal:
      erasureKey === undefined
        ? noErasureJournal
        : fileErasureJournal(journalPath, erasureKey, (work) => alone(journalPath, work)),

    callerTokens: joseCallerTokens(auth),
    localSignIn:
      localSecret === undefined
        ? undefined
        : signedLocalSignIn({ secret: localSecret, secrets: systemSecrets, clock: systemClock }),
    identityProvider: oidc === undefined ? noIdentityProvider : oidcProvider(oidc),
    sessionCookies: sessionCookies(isSecure),
    requestLimiter: sharedLimiter({
      budgets: stores.requestBudgets,
      clock: systemClock,
      onFailure: (err) => log.warn({ err }, 'rate limits could not be read; requests pass'),
    }),
  };
}

/** Meta sends the browser back into the console. */
const signupOf = ({ meta, publicUrl }: Environment) =>
  meta.signup && {
    ...meta.signup,
    appSecret: meta.appSecrets[0] ?? '',
    redirectUri: `${publicUrl}/console/whatsapp`,
  };

export type OpenAdapters = ReturnType<typeof openAdapters>;
