import { alertsContract } from './operations/alerts.contract.ts';
import { appointmentChangesContract } from './scheduling/appointment-changes.contract.ts';
import { appointmentSyncContract } from './scheduling/appointment-sync.contract.ts';
import { clinicCalendarsContract } from './connection/clinic-calendars.contract.ts';
import { apiKeysContract } from './access/api-keys.contract.ts';
import { auditTrailContract } from './access/audit-trail.contract.ts';
import { clinicContextsContract } from './clinic/clinic-contexts.contract.ts';
import { clinicMembersContract } from './access/clinic-members.contract.ts';
import { clinicNumbersContract } from './clinic/clinic-numbers.contract.ts';
import { clinicRegistryContract } from './clinic/clinic-registry.contract.ts';
import { idempotentRequestsContract } from './access/idempotent-requests.contract.ts';
import { requestBudgetsContract } from './access/request-budgets.contract.ts';
import { clinicsContract } from './clinic/clinics.contract.ts';
import { conversationsContract } from './messaging/conversations.contract.ts';
import { deliveryLogContract } from './messaging/delivery-log.contract.ts';
import { erasedKeysContract } from './privacy/erased-keys.contract.ts';
import { erasuresContract } from './privacy/erasures.contract.ts';
import { googleConnectionsContract } from './connection/google-connections.contract.ts';
import { googleRevocationsContract } from './connection/google-revocations.contract.ts';
import type { MakeHarness } from '../harness/harness.ts';
import { humanActsContract } from './messaging/human-acts.contract.ts';
import { identityChangesContract } from './messaging/identity-changes.contract.ts';
import { inboxContract } from './messaging/inbox.contract.ts';
import { oauthStatesContract } from './connection/oauth-states.contract.ts';
import { outboxContract } from './messaging/outbox.contract.ts';
import { parkedContentsContract } from './privacy/parked-contents.contract.ts';
import { parkedItemsContract } from './messaging/parked-items.contract.ts';
import { patientRecordsContract } from './privacy/patient-records.contract.ts';
import { peopleContract } from './messaging/people.contract.ts';
import { retentionContract } from './privacy/retention.contract.ts';
import { sealedTokensContract } from './connection/sealed-tokens.contract.ts';
import { toldIdentitiesContract } from './messaging/learned-identities.contract.ts';
import { turnEffectsContract } from './messaging/turn-effects.contract.ts';
import { turnsContract } from './messaging/turns.contract.ts';
import { undoneMergesContract } from './messaging/undone-merges.contract.ts';

/** What every technology of storage has to keep, by concept. */
export const storeContracts = {
  messaging: [
    conversationsContract,
    humanActsContract,
    deliveryLogContract,
    identityChangesContract,
    inboxContract,
    outboxContract,
    parkedItemsContract,
    peopleContract,
    toldIdentitiesContract,
    turnEffectsContract,
    turnsContract,
    undoneMergesContract,
  ],
  clinic: [clinicsContract, clinicRegistryContract, clinicNumbersContract, clinicContextsContract],
  scheduling: [appointmentChangesContract, appointmentSyncContract],
  connection: [
    clinicCalendarsContract,
    googleConnectionsContract,
    googleRevocationsContract,
    oauthStatesContract,
    sealedTokensContract,
  ],
  privacy: [
    erasedKeysContract,
    erasuresContract,
    parkedContentsContract,
    patientRecordsContract,
    retentionContract,
  ],
  access: [
    requestBudgetsContract,
    idempotentRequestsContract,
    clinicMembersContract,
    auditTrailContract,
    apiKeysContract,
  ],
  operations: [alertsContract],
} satisfies Readonly<Record<string, readonly ((make: MakeHarness) => void)[]>>;

export type Concept = keyof typeof storeContracts;

export const storesContract = (concept: Concept, make: MakeHarness): void =>
  storeContracts[concept].forEach((contract) => contract(make));
