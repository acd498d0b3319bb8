import { Container, ContainerModule } from 'inversify';
import { googleCalendar } from '../../adapters/google/calendar.ts';
import { googleAuthorization } from '../../adapters/google/oauth.ts';
import { metaMessageSender } from '../../adapters/meta/send/message-sender.ts';
import { metaWebhookReader } from '../../adapters/meta/webhook/webhook-reader.ts';
import { postgresAlerts } from '../../adapters/postgres/operations/alerts.ts';
import { postgresAppointments } from '../../adapters/postgres/scheduling/appointments.ts';
import { postgresApiKeys } from '../../adapters/postgres/access/api-keys.ts';
import { postgresAuditTrail } from '../../adapters/postgres/access/audit-trail.ts';
import { postgresClinicContexts } from '../../adapters/postgres/clinic/clinic-contexts.ts';
import { postgresClinicMembers } from '../../adapters/postgres/access/clinic-members.ts';
import { postgresClinicNumbers } from '../../adapters/postgres/clinic/clinic-numbers.ts';
import { postgresClinicRegistry } from '../../adapters/postgres/clinic/clinic-registry.ts';
import { postgresIdempotentRequests } from '../../adapters/postgres/access/idempotent-requests.ts';
import { postgresRequestBudgets } from '../../adapters/postgres/access/request-budgets.ts';
import { postgresBacklog } from '../../adapters/postgres/operations/backlog.ts';
import { postgresClinicCalendars } from '../../adapters/postgres/connection/clinic-calendars.ts';
import { postgresClinics } from '../../adapters/postgres/clinic/clinics.ts';
import { postgresConversationNews } from '../../adapters/postgres/messaging/conversation-events.ts';
import { postgresConversations } from '../../adapters/postgres/messaging/conversation-views.ts';
import { postgresDeliveryLog } from '../../adapters/postgres/messaging/delivery-log.ts';
import { postgresErasedKeys } from '../../adapters/postgres/privacy/erased-keys.ts';
import { postgresErasures } from '../../adapters/postgres/privacy/erasures.ts';
import { postgresGoogleConnections } from '../../adapters/postgres/connection/google-connections.ts';
import { postgresGoogleRevocations } from '../../adapters/postgres/connection/google-revocations.ts';
import { postgresHumanActs } from '../../adapters/postgres/messaging/human-acts.ts';
import { postgresInbox } from '../../adapters/postgres/messaging/inbox.ts';
import { postgresOAuthStates } from '../../adapters/postgres/connection/oauth-states.ts';
import { postgresOutbox } from '../../adapters/postgres/messaging/outbox.ts';
import { postgresParkedContents } from '../../adapters/postgres/privacy/parked-contents.ts';
import { postgresParkedItems } from '../../adapters/postgres/messaging/parked-items.ts';
import { postgresPatientRecords } from '../../adapters/postgres/privacy/patient-records.ts';
import { postgresPeople } from '../../adapters/postgres/messaging/people/people.ts';
import { ingestPlanOptions, openPool, openTenantPool } from '../../adapters/postgres/pool.ts';
import { postgresRetention } from '../../adapters/postgres/privacy/retention.ts';
import { postgresSealedTokens } from '../../adapters/postgres/connection/sealed-tokens.ts';
import { postgresTurns } from '../../adapters/postgres/messaging/turns.ts';
import { openRegistry } from '../../adapters/prometheus/registry.ts';
import { prometheusTelemetry } from '../../adapters/prometheus/telemetry.ts';
import {
  announcedDeliveryLog,
  announcedHumanActs,
  announcedInbox,
  announcedOutbox,
  announcedTurns,
} from '../../adapters/announcing/announcing-stores.ts';
import { cachedClinics, defaultClinicCache } from '../../adapters/caching/cached-clinics.ts';
import { joseCertificateSigner } from '../../adapters/crypto/certificate-signer.ts';
import { alone } from '../../adapters/system/process-lock.ts';
import { fileErasureJournal } from '../../adapters/journal/erasure-journal.ts';
import { hmacErasureKeys } from '../../adapters/crypto/erasure-keys.ts';
import { joseCallerTokens } from '../../adapters/auth/caller-tokens.ts';
import type { OpenLog } from '../../adapters/logging/logger.ts';
import { loggedAlerts } from '../../adapters/logging/logged-alerts.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { uuidV7Ids } from '../../adapters/system/ids.ts';
import { signedLocalSignIn } from '../../adapters/auth/local-sign-in.ts';
import { systemRandomness } from '../../adapters/system/randomness.ts';
import { systemSecrets } from '../../adapters/crypto/secrets.ts';
import { sharedLimiter } from '../../adapters/limits/shared-limiter.ts';
import { joseStateSigner } from '../../adapters/crypto/state-signer.ts';
import { joseTokenCipher } from '../../adapters/crypto/token-cipher.ts';
import type { ProgramUrls } from '../../adapters/postgres/verify-isolation.ts';
import type { AuthSettings, Config, MetaSettings } from '../config/config.ts';
import { conversationUseCases } from './conversation-use-cases.ts';
import { connectionUseCases } from './connection-use-cases.ts';
import type { Keys } from '../local/development-secrets.ts';
import type { GoogleSettings } from '../config/google-config.ts';
import { poolSizes } from '../config/pool-sizes.ts';
import type { PrivacySettings } from '../open-privacy.ts';
import { privacyUseCases } from './privacy-use-cases.ts';
import { schedulingUseCases } from './scheduling-use-cases.ts';
import { tokens } from './tokens.ts';
import { administration, useCases } from './use-cases.ts';

export type Surroundings = {
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

const postgres = ({ database: { appUrl, systemUrl }, log }: Surroundings, config: Config) =>
  new ContainerModule(({ bind }) => {
    const onError = (err: Error) => log.warn({ err }, 'a database connection broke');
    const sizes = poolSizes(config.DATABASE_POOL_SIZE);
    const pools = {
      system: openPool(
        { url: systemUrl, role: 'atende_system', max: sizes.system, applicationName: 'atende system' },
        onError,
      ),
      tenants: openTenantPool({ url: appUrl, max: sizes.tenants, applicationName: 'atende' }, onError),
    };
    const ingestPool = openPool(
      {
        url: systemUrl,
        role: 'atende_system',
        max: config.INGEST_IN_FLIGHT,
        applicationName: 'atende ingest',
        options: ingestPlanOptions,
      },
      onError,
    );
    bind(tokens.pools)
      .toConstantValue(pools)
      .onDeactivation(() =>
        Promise.all([pools.system.end(), pools.tenants.connections.end()]).then(() => undefined),
      );
    bind(tokens.ingestPool)
      .toConstantValue(ingestPool)
      .onDeactivation(() => ingestPool.end());
    bind(tokens.clinics).toConstantValue(
      cachedClinics(postgresClinics(pools), { ...defaultClinicCache, foundMs: config.CLINIC_CACHE_MS }),
    );
    bind(tokens.people).toResolvedValue(postgresPeople, [tokens.pools, tokens.ids]);
    const news = postgresConversationNews(pools.system, {
      url: systemUrl,
      onTrouble: (err) => log.warn({ err }, 'news of conversations are not heard or told'),
    });
    bind(tokens.conversationNews)
      .toConstantValue(news)
      .onDeactivation(() => news.close());
    bind(tokens.inbox).toResolvedValue(
      (pool) => announcedInbox(postgresInbox(pool), news),
      [tokens.ingestPool],
    );
    bind(tokens.deliveryLog).toResolvedValue(
      (pool, { tenants }) => announcedDeliveryLog(postgresDeliveryLog(pool, tenants), news),
      [tokens.ingestPool, tokens.pools],
    );
    bind(tokens.conversations).toResolvedValue(
      ({ tenants }) => postgresConversations(tenants),
      [tokens.pools],
    );
    bind(tokens.humanActs).toResolvedValue(
      ({ tenants }) => announcedHumanActs(postgresHumanActs(tenants), news),
      [tokens.pools],
    );
    bind(tokens.parkedItems).toResolvedValue(postgresParkedItems, [tokens.pools]);
    bind(tokens.turns).toResolvedValue((pools) => announcedTurns(postgresTurns(pools), news), [tokens.pools]);
    bind(tokens.outbox).toResolvedValue(
      (pools) => announcedOutbox(postgresOutbox(pools), news),
      [tokens.pools],
    );
    bind(tokens.alerts).toResolvedValue(
      (pools, ids, log) => loggedAlerts(postgresAlerts(pools, ids), log),
      [tokens.pools, tokens.ids, tokens.log],
    );
    bind(tokens.googleConnections).toResolvedValue(postgresGoogleConnections, [tokens.pools]);
    bind(tokens.googleRevocations).toResolvedValue(postgresGoogleRevocations, [tokens.pools]);
    bind(tokens.oauthStates).toResolvedValue(postgresOAuthStates, [tokens.pools]);
    bind(tokens.clinicCalendars).toConstantValue(postgresClinicCalendars(pools.tenants));
    bind(tokens.appointments).toResolvedValue(postgresAppointments, [tokens.pools]);
    bind(tokens.sealedTokens).toResolvedValue(postgresSealedTokens, [tokens.pools]);
    bind(tokens.erasures).toResolvedValue(postgresErasures, [tokens.pools, tokens.erasureKeys]);
    bind(tokens.erasedKeys).toConstantValue(postgresErasedKeys(pools.system));
    bind(tokens.parkedContents).toConstantValue(postgresParkedContents(pools.system));
    bind(tokens.patientRecords).toConstantValue(postgresPatientRecords(pools.tenants));
    bind(tokens.retention).toResolvedValue(postgresRetention, [tokens.pools]);
    bind(tokens.backlog).toResolvedValue(
      ({ system }, alerts) => postgresBacklog(system, alerts),
      [tokens.pools, tokens.alerts],
    );
    bind(tokens.apiKeys).toResolvedValue(postgresApiKeys, [tokens.pools]);
    bind(tokens.auditTrail).toResolvedValue(postgresAuditTrail, [tokens.pools]);
    bind(tokens.clinicContexts).toConstantValue(postgresClinicContexts(pools.tenants));
    bind(tokens.clinicMembers).toResolvedValue(postgresClinicMembers, [tokens.pools]);
    bind(tokens.clinicNumbers).toResolvedValue(postgresClinicNumbers, [tokens.pools]);
    bind(tokens.clinicRegistry).toResolvedValue(postgresClinicRegistry, [tokens.pools]);
    bind(tokens.idempotentRequests).toResolvedValue(postgresIdempotentRequests, [tokens.pools]);
    bind(tokens.requestBudgets).toConstantValue(postgresRequestBudgets(pools.system));
  });

const meta = ({ meta: settings, log }: Surroundings, config: Config) =>
  new ContainerModule(({ bind }) => {
    bind(tokens.webhookReader).toConstantValue(metaWebhookReader(settings));
    bind(tokens.sender).toConstantValue(
      metaMessageSender({
        graphUrl: settings.graphUrl,
        version: config.META_GRAPH_VERSION,
        accessToken: settings.accessToken,
        timeoutMs: config.META_TIMEOUT_MS,
        log: (call) => log.debug(call, 'graph api called'),
      }),
    );
  });

const google = ({ google: settings }: Surroundings, { GOOGLE_TIMEOUT_MS: timeoutMs }: Config) =>
  new ContainerModule(({ bind }) => {
    bind(tokens.googleAuthorization).toResolvedValue(
      (clock) => googleAuthorization({ ...settings, timeoutMs }, clock),
      [tokens.clock],
    );
    bind(tokens.googleCalendar).toConstantValue(googleCalendar({ apiUrl: settings.apiUrl, timeoutMs }));
  });

const system = ({ log, keys, privacy }: Surroundings) =>
  new ContainerModule(({ bind }) => {
    bind(tokens.log).toConstantValue(log);
    bind(tokens.clock).toConstantValue(systemClock);
    bind(tokens.ids).toConstantValue(uuidV7Ids);
    bind(tokens.randomness).toConstantValue(systemRandomness);
    bind(tokens.tokenCipher).toConstantValue(joseTokenCipher(keys.encryptionKeys));
    bind(tokens.stateSigner).toConstantValue(joseStateSigner(keys.stateKeys));
    bind(tokens.erasureKeys).toConstantValue(hmacErasureKeys(privacy.erasureKey));
    bind(tokens.erasureJournal).toConstantValue(
      fileErasureJournal(privacy.journalPath, privacy.erasureKey, (work) => alone(privacy.journalPath, work)),
    );
    bind(tokens.certificateSigner).toConstantValue(joseCertificateSigner(privacy.certificateKeys));
    bind(tokens.registry).toConstantValue(openRegistry(() => log.linesLost()));
    bind(tokens.telemetry).toResolvedValue(prometheusTelemetry, [tokens.registry]);
  });

const access = ({ auth, localSecret, log }: Surroundings) =>
  new ContainerModule(({ bind }) => {
    bind(tokens.secrets).toConstantValue(systemSecrets);
    bind(tokens.callerTokens).toConstantValue(joseCallerTokens(auth));
    if (localSecret !== undefined)
      bind(tokens.localSignIn).toResolvedValue(
        (secrets, clock) => signedLocalSignIn({ secret: localSecret, secrets, clock }),
        [tokens.secrets, tokens.clock],
      );
    bind(tokens.requestLimiter).toResolvedValue(
      (budgets, clock) =>
        sharedLimiter({
          budgets,
          clock,
          onTrouble: (err) => log.warn({ err }, 'rate limits could not be read; requests pass'),
        }),
      [tokens.requestBudgets, tokens.clock],
    );
  });

/** Everything wired; nothing has connected or started yet. `unbindAllAsync()` closes what was opened. */
export function makeContainer(config: Config, surroundings: Surroundings): Container {
  const container = new Container({ defaultScope: 'Singleton', jitless: true });
  container.load(
    system(surroundings),
    postgres(surroundings, config),
    meta(surroundings, config),
    google(surroundings, config),
    access(surroundings),
    useCases(config),
    conversationUseCases(config),
    connectionUseCases(config),
    schedulingUseCases(config),
    privacyUseCases(config),
    administration(),
  );
  return container;
}
