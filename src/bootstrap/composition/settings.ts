import { defaultGroupCommit } from '../../application/messaging/group-commit.ts';
import { makeIngestFirst } from '../../application/operations/ingest-first.ts';
import { rememberPlacements } from '../../application/messaging/remembered-placements.ts';
import {
  defaultBusyMemory,
  rememberBusyTimes,
} from '../../application/scheduling/calendar-sync/busy-memory.ts';
import type { RememberedBusyTimes } from '../../application/scheduling/read-busy-times.ts';
import { defaultAlertPolicy } from '../../domain/alerting/alert-retry.ts';
import { defaultPushPolicy } from '../../domain/inbox/push-retry.ts';
import { defaultRenewalPolicy, defaultRevocationPolicy } from '../../domain/connection/renewal-policy.ts';
import type { LeaseTimes } from '../../application/ports/messaging/outbox.ts';
import type { PacingPolicy } from '../../domain/messaging/pacing.ts';
import type { RetryPolicy } from '../../domain/messaging/retry-policy.ts';
import { defaultTurnTimes, type TurnPolicy } from '../../domain/messaging/turn.ts';
import { defaultFeedPolicy } from '../../domain/scheduling/feed-policy.ts';
import { defaultSyncPolicy, type SyncPolicy } from '../../domain/scheduling/sync-policy.ts';
import type { Config } from '../config/config.ts';
import { systemTimers } from '../../adapters/system/timers.ts';
import { modelLimitsOf, modelOfferOf } from '../config/model-config.ts';
import { voicePolicyOf } from '../config/transcription-config.ts';
import { poolSizes } from '../config/pool-sizes.ts';

/** People whose place is remembered per process; about 300 bytes each. */
const rememberedPeople = 100_000;
/** Bookings that may wait in one process; each takes some tens of milliseconds. */
const mostWaitingBookings = 2_000;

/** The configuration as use cases want it, each part under the name of a need. */
export const settingsOf = (config: Config) => ({
  turnPolicy: turnPolicyOf(config),
  turnTimes: { ...defaultTurnTimes, leaseMs: config.TURN_LEASE_MS, deadlineMs: config.TURN_DEADLINE_MS },
  modelLimits: modelLimitsOf(config),
  modelOffer: modelOfferOf(config),
  voicePolicy: voicePolicyOf(config),
  retryPolicy: retryPolicyOf(config),
  pacingPolicy: pacingPolicyOf(config),
  syncPolicy: syncPolicyOf(config),
  feedPolicy: {
    ...defaultFeedPolicy,
    readMs: config.CALENDAR_READ_MS,
    readsPerDay: config.CALENDAR_READS_PER_DAY,
  },
  renewalPolicy: defaultRenewalPolicy,
  revocationPolicy: defaultRevocationPolicy,
  unclaimedDays: config.UNCLAIMED_RETENTION_DAYS,
  alertPolicy: { ...defaultAlertPolicy, baseMs: config.ALERT_RETRY_BASE_MS },
  pushPolicy: defaultPushPolicy,
  humanQuietMs: config.HUMAN_QUIET_MS,
  handoverPatienceMs: config.HANDOVER_PATIENCE_MS,
  deliveryLease: deliveryLeaseOf(config),
  sendGateLimits: { atOnce: config.DELIVERY_CONCURRENCY, waitMs: config.DELIVERY_LEASE_MS / 2 },
  renewalLeaseMs: config.RENEWAL_LEASE_MS,
  googleTimeoutMs: config.GOOGLE_TIMEOUT_MS,
  busyMemory: rememberBusyTimes<RememberedBusyTimes>({
    ...defaultBusyMemory,
    keepMs: config.AVAILABILITY_CACHE_MS,
  }),
  bookingLimits: { atOnce: poolSizes(config.DATABASE_POOL_SIZE).tenants, waiting: mostWaitingBookings },
  groupCommitLimits: {
    ...defaultGroupCommit,
    inFlight: config.INGEST_IN_FLIGHT,
    maxBatch: config.INGEST_MAX_BATCH,
    maxWaiting: config.INGEST_MAX_WAITING,
  },
  placements: rememberPlacements(rememberedPeople),
  ingestFirst: makeIngestFirst(systemTimers),
});

/** Most are claimed in the second before the call: their lease need not be written again, and outlasts the call. */
const deliveryLeaseOf = ({ DELIVERY_LEASE_MS: full, META_TIMEOUT_MS: call }: Config): LeaseTimes => ({
  full,
  least: full - Math.min(1_000, (full - call) / 2),
});

export type Settings = ReturnType<typeof settingsOf>;

const turnPolicyOf = (config: Config): TurnPolicy => ({
  debounceMs: config.TURN_DEBOUNCE_MS,
  capMs: config.TURN_CAP_MS,
  maxAttempts: config.TURN_MAX_ATTEMPTS,
  humanQuietMs: config.HUMAN_QUIET_MS,
});

const retryPolicyOf = (config: Config): RetryPolicy => ({
  maxAttempts: config.RETRY_MAX_ATTEMPTS,
  maxRefusedAttempts: config.RETRY_MAX_REFUSED_ATTEMPTS,
  baseMs: config.RETRY_BASE_MS,
  capMs: config.RETRY_CAP_MS,
  unknownDeadlineMs: config.RETRY_UNKNOWN_AFTER_MS,
  maxResends: {
    reply: config.RETRY_MAX_RESENDS,
    notice: config.RETRY_MAX_RESENDS_OF_NOTICES,
    afterError: config.RETRY_MAX_RESENDS_AFTER_ERROR,
  },
});

const pacingPolicyOf = (config: Config): PacingPolicy => ({
  pair: { intervalMs: config.RATE_LIMIT_PAIR_INTERVAL_MS, burst: config.RATE_LIMIT_PAIR_BURST },
  number: {
    intervalMs: 1_000 / config.RATE_LIMIT_NUMBER_PER_SECOND,
    burst: config.RATE_LIMIT_NUMBER_PER_SECOND,
  },
});

const syncPolicyOf = (config: Config): SyncPolicy => ({
  ...defaultSyncPolicy,
  holdMs: config.HOLD_MS,
  maxAttempts: config.RETRY_CALENDAR_MAX_ATTEMPTS,
  baseMs: config.RETRY_CALENDAR_BASE_MS,
  capMs: config.RETRY_CALENDAR_CAP_MS,
  patienceMs: config.CALENDAR_PATIENCE_MS,
  newsQuietMs: config.CALENDAR_NEWS_QUIET_MS,
  humanQuietMs: config.HUMAN_QUIET_MS,
});
