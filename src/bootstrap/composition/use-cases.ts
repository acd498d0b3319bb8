import { ContainerModule } from 'inversify';
import { makeAnswerPatient } from '../../application/messaging/answer-patient.ts';
import { makeDeliverMessage } from '../../application/messaging/deliver-message.ts';
import { defaultGroupCommit } from '../../application/messaging/group-commit.ts';
import { makeIngestMessage } from '../../application/messaging/ingest-message.ts';
import { makeMatchParkedStatuses } from '../../application/messaging/match-parked-statuses.ts';
import { makeParkItems } from '../../application/messaging/park-items.ts';
import { makeReactToAccountNews } from '../../application/messaging/react-to-account-events.ts';
import { makeRecordDeliveryStatus } from '../../application/messaging/record-delivery-status.ts';
import { rememberPlacements } from '../../application/messaging/remembered-placements.ts';
import { makeReplayParkedItems } from '../../application/messaging/replay-parked-items.ts';
import { makeStoreMessages } from '../../application/messaging/store-messages.ts';
import { makeCreateApiKey } from '../../application/access/create-api-key.ts';
import { makeIdentifyCaller } from '../../application/access/identify-caller.ts';
import { makePreviewClinicContext } from '../../application/clinic/preview-clinic-context.ts';
import { makeRegisterClinic } from '../../application/clinic/register-clinic.ts';
import { makeRegisterWhatsAppNumber } from '../../application/clinic/register-whatsapp-number.ts';
import {
  makeRestoreClinicContext,
  makeSaveClinicContext,
} from '../../application/clinic/save-clinic-context.ts';
import { makeChangeClinic } from '../../application/clinic/change-clinic.ts';
import { makeChangeWhatsAppNumber } from '../../application/clinic/change-whatsapp-number.ts';
import { makeResolveClinicContext } from '../../application/clinic/resolve-clinic-context.ts';
import type { PacingPolicy } from '../../domain/messaging/pacing.ts';
import type { RetryPolicy } from '../../domain/messaging/retry-policy.ts';
import type { TurnPolicy } from '../../domain/messaging/turn.ts';
import { rememberedContexts } from '../../adapters/caching/remembered-contexts.ts';
import type { Config } from '../config/config.ts';
import { tokens as t } from './tokens.ts';

/** People whose place is remembered per process; about 300 bytes each. */
const rememberedPeople = 100_000;

export const useCases = (config: Config) =>
  new ContainerModule(({ bind }) => {
    const placements = rememberPlacements(rememberedPeople);
    const turnPolicy = turnPolicyOf(config);
    bind(t.resolveClinicContext).toResolvedValue(
      (clinics) => makeResolveClinicContext({ clinics, readContexts: rememberedContexts() }),
      [t.clinics],
    );
    bind(t.storeMessages).toResolvedValue(
      (people, inbox, erasureKeys, alerts, ids, clock) =>
        makeStoreMessages({ people, inbox, erasureKeys, alerts, placements, ids, clock, turnPolicy }),
      [t.people, t.inbox, t.erasureKeys, t.alerts, t.ids, t.clock],
    );
    bind(t.reactToAccountNews).toResolvedValue(
      (clinics, outbox, alerts, clock) => makeReactToAccountNews({ clinics, outbox, alerts, clock }),
      [t.clinics, t.outbox, t.alerts, t.clock],
    );
    bind(t.recordDeliveryStatus).toResolvedValue(
      (deliveryLog, outbox, alerts, clock) =>
        makeRecordDeliveryStatus({ deliveryLog, outbox, alerts, clock }),
      [t.deliveryLog, t.outbox, t.alerts, t.clock],
    );
    bind(t.matchParkedStatuses).toResolvedValue(
      (parkedItems, recordDeliveryStatus, clock) =>
        makeMatchParkedStatuses({ parkedItems, recordDeliveryStatus, clock }),
      [t.parkedItems, t.recordDeliveryStatus, t.clock],
    );
    bind(t.parkItems).toResolvedValue(
      (
        parkedItems,
        parkedContents,
        erasedKeys,
        erasureKeys,
        recordDeliveryStatus,
        reactToAccountNews,
        ids,
        clock,
      ) =>
        makeParkItems({
          parkedItems,
          parkedContents,
          erasedKeys,
          erasureKeys,
          recordDeliveryStatus,
          reactToAccountNews,
          ids,
          clock,
        }),
      [
        t.parkedItems,
        t.parkedContents,
        t.erasedKeys,
        t.erasureKeys,
        t.recordDeliveryStatus,
        t.reactToAccountNews,
        t.ids,
        t.clock,
      ],
    );
    bind(t.ingestMessage).toResolvedValue(
      (clinics, storeMessages, recordDeliveryStatus, parkItems) =>
        makeIngestMessage({
          clinics,
          storeMessages,
          recordDeliveryStatus,
          parkItems,
          limits: {
            ...defaultGroupCommit,
            inFlight: config.INGEST_IN_FLIGHT,
            maxBatch: config.INGEST_MAX_BATCH,
            maxWaiting: config.INGEST_MAX_WAITING,
          },
        }),
      [t.clinics, t.storeMessages, t.recordDeliveryStatus, t.parkItems],
    );
    bind(t.replayParkedItems).toResolvedValue(
      (parkedItems, ingestMessage, clock) => makeReplayParkedItems({ parkedItems, ingestMessage, clock }),
      [t.parkedItems, t.ingestMessage, t.clock],
    );
    bind(t.answerPatient).toResolvedValue(
      (resolveClinicContext, assistant, bindTurnTools, turns, sender, alerts, ids, clock, randomness) =>
        makeAnswerPatient({
          resolveClinicContext,
          assistant,
          bindTurnTools,
          turns,
          sender,
          alerts,
          ids,
          clock,
          randomness,
          turnPolicy,
        }),
      [
        t.resolveClinicContext,
        t.assistant,
        t.bindTurnTools,
        t.turns,
        t.sender,
        t.alerts,
        t.ids,
        t.clock,
        t.randomness,
      ],
    );
    bind(t.deliverMessage).toResolvedValue(
      (outbox, sender, matchParkedStatuses, alerts, clock, randomness) =>
        makeDeliverMessage({
          outbox,
          sender,
          matchParkedStatuses,
          alerts,
          clock,
          randomness,
          retryPolicy: retryPolicyOf(config),
          pacing: pacingOf(config),
          leaseMs: config.DELIVERY_LEASE_MS,
        }),
      [t.outbox, t.sender, t.matchParkedStatuses, t.alerts, t.clock, t.randomness],
    );
  });

/** Who may call, and what a clinic's people administer. */
export const administration = () =>
  new ContainerModule(({ bind }) => {
    bind(t.identifyCaller).toResolvedValue(
      (tokens, keys, members, secrets, clock) =>
        makeIdentifyCaller({ tokens, keys, members, secrets, clock }),
      [t.callerTokens, t.apiKeys, t.clinicMembers, t.secrets, t.clock],
    );
    bind(t.createApiKey).toResolvedValue(
      (keys, secrets, clock) => makeCreateApiKey({ keys, secrets, clock }),
      [t.apiKeys, t.secrets, t.clock],
    );
    bind(t.registerClinic).toResolvedValue(
      (registry, clock) => makeRegisterClinic({ registry, clock }),
      [t.clinicRegistry, t.clock],
    );
    bind(t.saveClinicContext).toResolvedValue(
      (contexts, registry, clock) => makeSaveClinicContext({ contexts, registry, clock }),
      [t.clinicContexts, t.clinicRegistry, t.clock],
    );
    bind(t.restoreClinicContext).toResolvedValue(
      (contexts, saveClinicContext) => makeRestoreClinicContext({ contexts, saveClinicContext }),
      [t.clinicContexts, t.saveClinicContext],
    );
    bind(t.previewClinicContext).toResolvedValue(
      (contexts, registry) => makePreviewClinicContext({ contexts, registry }),
      [t.clinicContexts, t.clinicRegistry],
    );
    bind(t.changeClinic).toResolvedValue(
      (registry, clock) => makeChangeClinic({ registry, clock }),
      [t.clinicRegistry, t.clock],
    );
    bind(t.changeWhatsAppNumber).toResolvedValue(
      (numbers) => makeChangeWhatsAppNumber({ numbers }),
      [t.clinicNumbers],
    );
    bind(t.registerWhatsAppNumber).toResolvedValue(
      (numbers, clock) => makeRegisterWhatsAppNumber({ numbers, clock }),
      [t.clinicNumbers, t.clock],
    );
  });

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

const pacingOf = (config: Config): PacingPolicy => ({
  pair: { intervalMs: config.RATE_LIMIT_PAIR_INTERVAL_MS, burst: config.RATE_LIMIT_PAIR_BURST },
  number: {
    intervalMs: 1_000 / config.RATE_LIMIT_NUMBER_PER_SECOND,
    burst: config.RATE_LIMIT_NUMBER_PER_SECOND,
  },
});
