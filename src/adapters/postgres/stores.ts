import type { Pool } from 'pg';
import type { ErasureKeys } from '../../application/ports/privacy/erasure-keys.ts';
import type { Ids } from '../../application/ports/system/ids.ts';
import { postgresAlerts } from './operations/alerts.ts';
import { postgresApiKeys } from './access/api-keys.ts';
import { postgresAuditTrail } from './access/audit-trail.ts';
import { postgresClinicContexts } from './clinic/clinic-contexts.ts';
import { postgresClinicMembers } from './access/clinic-members.ts';
import { postgresClinicNumbers } from './clinic/clinic-numbers.ts';
import { postgresClinicRegistry } from './clinic/clinic-registry.ts';
import { postgresIdempotentRequests } from './access/idempotent-requests.ts';
import { postgresRequestBudgets } from './access/request-budgets.ts';
import { postgresClinics } from './clinic/clinics.ts';
import { postgresConversations } from './messaging/conversation-views.ts';
import { postgresDeliveryLog } from './messaging/delivery-log.ts';
import { postgresErasedKeys } from './privacy/erased-keys.ts';
import { postgresErasures } from './privacy/erasures.ts';
import { postgresHumanActs } from './messaging/human-acts.ts';
import { postgresInbox } from './messaging/inbox.ts';
import { postgresOutbox } from './messaging/outbox.ts';
import { postgresParkedContents } from './privacy/parked-contents.ts';
import { postgresParkedItems } from './messaging/parked-items.ts';
import { postgresPatientRecords } from './privacy/patient-records.ts';
import { postgresPeople } from './messaging/people/people.ts';
import type { Pools } from './pool.ts';
import { postgresRetention } from './privacy/retention.ts';
import { postgresTurns } from './messaging/turns.ts';
import { postgresAppointments } from './scheduling/appointments.ts';
import { postgresClinicCalendars } from './connection/clinic-calendars.ts';
import { postgresGoogleConnections } from './connection/google-connections.ts';
import { postgresGoogleRevocations } from './connection/google-revocations.ts';
import { postgresOAuthStates } from './connection/oauth-states.ts';
import { postgresSealedTokens } from './connection/sealed-tokens.ts';

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
