import type { Pool } from 'pg';
import type { ErasureKeys } from '../../application/ports/erasure-keys.ts';
import type { Ids } from '../../application/ports/ids.ts';
import { postgresAlerts } from './alerts.ts';
import { postgresApiKeys } from './api-keys.ts';
import { postgresAuditTrail } from './audit-trail.ts';
import { postgresClinicContexts } from './clinic-contexts.ts';
import { postgresClinicMembers } from './clinic-members.ts';
import { postgresClinicNumbers } from './clinic-numbers.ts';
import { postgresClinicRegistry } from './clinic-registry.ts';
import { postgresIdempotentRequests } from './idempotent-requests.ts';
import { postgresRequestBudgets } from './request-budgets.ts';
import { postgresClinics } from './clinics.ts';
import { postgresConversations } from './conversation-views.ts';
import { postgresDeliveryLog } from './delivery-log.ts';
import { postgresErasedKeys } from './erased-keys.ts';
import { postgresErasures } from './erasures.ts';
import { postgresHumanActs } from './human-acts.ts';
import { postgresInbox } from './inbox.ts';
import { postgresOutbox } from './outbox.ts';
import { postgresParkedContents } from './parked-contents.ts';
import { postgresParkedItems } from './parked-items.ts';
import { postgresPatientRecords } from './patient-records.ts';
import { postgresPeople } from './people.ts';
import type { Pools } from './pool.ts';
import { postgresRetention } from './retention.ts';
import { postgresTurns } from './turns.ts';
import { postgresAppointments } from './appointments.ts';
import { postgresClinicCalendars } from './clinic-calendars.ts';
import { postgresGoogleConnections } from './google-connections.ts';
import { postgresGoogleRevocations } from './google-revocations.ts';
import { postgresOAuthStates } from './oauth-states.ts';
import { postgresSealedTokens } from './sealed-tokens.ts';

type Needs = { readonly ids: Ids; readonly erasureKeys: ErasureKeys };

/** Every store; `ingest` is a system pool opened with `ingestPlanOptions`. */
export const postgresStores = (pools: Pools, ingest: Pool, { ids, erasureKeys }: Needs) => ({
  people: postgresPeople(pools, ids),
  inbox: postgresInbox(ingest),
  deliveryLog: postgresDeliveryLog(ingest, pools.tenants),
  parkedItems: postgresParkedItems(pools),
  turns: postgresTurns(pools),
  conversations: postgresConversations(pools.tenants),
  humanActs: postgresHumanActs(pools.tenants),
  outbox: postgresOutbox(pools),
  alerts: postgresAlerts(pools, ids),
  clinics: postgresClinics(pools),
  clinicCalendars: postgresClinicCalendars(pools.tenants),
  googleConnections: postgresGoogleConnections(pools),
  googleRevocations: postgresGoogleRevocations(pools),
  oauthStates: postgresOAuthStates(pools),
  sealedTokens: postgresSealedTokens(pools),
  appointments: postgresAppointments(pools),
  erasures: postgresErasures(pools, erasureKeys),
  erasedKeys: postgresErasedKeys(pools.system),
  parkedContents: postgresParkedContents(pools.system),
  patientRecords: postgresPatientRecords(pools.tenants),
  retention: postgresRetention(pools),
  apiKeys: postgresApiKeys(pools),
  auditTrail: postgresAuditTrail(pools),
  clinicContexts: postgresClinicContexts(pools.tenants),
  clinicMembers: postgresClinicMembers(pools),
  clinicNumbers: postgresClinicNumbers(pools),
  clinicRegistry: postgresClinicRegistry(pools),
  idempotentRequests: postgresIdempotentRequests(pools),
  requestBudgets: postgresRequestBudgets(pools.system),
});
